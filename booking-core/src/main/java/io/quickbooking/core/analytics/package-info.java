/** The ledger of taps, and what it says about a salon. Doors: {@code TapEvents}, {@code BookingMetrics}. */
@NullMarked
package io.quickbooking.core.analytics;

import org.jspecify.annotations.NullMarked;
