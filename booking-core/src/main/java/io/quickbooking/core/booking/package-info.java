/** The only code that writes bookings. Door: {@code BookingWriter}. */
@NullMarked
package io.quickbooking.core.booking;

import org.jspecify.annotations.NullMarked;
