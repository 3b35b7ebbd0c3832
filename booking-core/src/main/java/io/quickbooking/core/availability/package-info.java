/** Tells which times are free, and why others are not. Door: {@code AvailabilityService}. */
@NullMarked
package io.quickbooking.core.availability;

import org.jspecify.annotations.NullMarked;
