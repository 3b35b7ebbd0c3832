/**
 * What the console reads and does. Doors: {@code BookingLookup}, {@code SessionList},
 * {@code Timelines}, {@code ConsoleUsers}, {@code AuditLog}.
 */
@NullMarked
package io.quickbooking.core.admin;

import org.jspecify.annotations.NullMarked;
