package io.quickbooking.core.analytics;

import java.time.Duration;

/**
 * The totals of all salons that alerts use; each as in {@link Tally} and {@link Answers}.
 *
 * @param answered taps whose answer has been handed to WhatsApp
 * @param latency of these answers, on average
 */
public record SystemTotals(
        Share confirmations, Share expirations, long answered, Duration latency, Share failedAttempts) {}
