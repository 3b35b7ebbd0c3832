/** Writes bookings; no other package does. Door: {@code BookingWriter}. */
@NullMarked
package io.quickbooking.core.booking;

import org.jspecify.annotations.NullMarked;
