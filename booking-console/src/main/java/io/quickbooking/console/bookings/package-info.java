/** Finding bookings, reading them, and what staff does to them. */
@NullMarked
package io.quickbooking.console.bookings;

import org.jspecify.annotations.NullMarked;
