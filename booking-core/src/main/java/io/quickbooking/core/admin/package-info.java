/** What the console reads and does. Doors: {@code BookingLookup}, {@code ConsoleUsers}. */
@NullMarked
package io.quickbooking.core.admin;

import org.jspecify.annotations.NullMarked;
