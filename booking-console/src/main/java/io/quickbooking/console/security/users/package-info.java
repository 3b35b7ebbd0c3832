/** Pages on which users are kept, and on which everybody changes their own password. */
@NullMarked
package io.quickbooking.console.security.users;

import org.jspecify.annotations.NullMarked;
