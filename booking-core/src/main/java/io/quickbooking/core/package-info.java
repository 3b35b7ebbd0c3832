/** Quick Booking for Spring Boot: with this library and a {@code DataSource}, the booking flow is there. */
@NullMarked
package io.quickbooking.core;

import org.jspecify.annotations.NullMarked;
