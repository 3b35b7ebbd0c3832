/** Which times are free, and why another is not. Door: {@code AvailabilityService}. */
@NullMarked
package io.quickbooking.core.availability;

import org.jspecify.annotations.NullMarked;
