/** Finds bookings and customers. Doors: {@code BookingSearch}, {@code BookingReader}, {@code BookingLookup}, {@code CustomerReader}. */
@NullMarked
package io.quickbooking.core.admin.lookup;

import org.jspecify.annotations.NullMarked;
