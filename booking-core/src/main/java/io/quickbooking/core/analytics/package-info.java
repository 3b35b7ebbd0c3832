/**
 * Reads the ledger of taps and computes a salon's metrics from it. Doors: {@code TapEvents}, {@code BookingMetrics}.
 */
@NullMarked
package io.quickbooking.core.analytics;

import org.jspecify.annotations.NullMarked;
