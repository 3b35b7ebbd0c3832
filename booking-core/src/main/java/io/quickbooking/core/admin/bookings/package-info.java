/** Lets staff book, move, cancel, restore and close visits. Doors: {@code StaffBookings}, {@code BookingActs}. */
@NullMarked
package io.quickbooking.core.admin.bookings;

import org.jspecify.annotations.NullMarked;
