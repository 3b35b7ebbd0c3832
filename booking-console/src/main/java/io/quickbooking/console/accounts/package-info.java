/** Stores the console's users, their logins and failed sign-ins. Doors: {@code ConsoleUsers}, {@code UserAccounts}, {@code ConsoleLogins}, {@code SignIns}. */
@NullMarked
package io.quickbooking.console.accounts;

import org.jspecify.annotations.NullMarked;
