/** The ledger of taps. Door: {@code TapEvents}. */
@NullMarked
package io.quickbooking.core.analytics;

import org.jspecify.annotations.NullMarked;
