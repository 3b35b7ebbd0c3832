package io.quickbooking.core.analytics;

import java.time.Duration;

/**
 * What alerts look at, of all salons together; each as in {@link Tally} and {@link Answers}.
 *
 * @param answered taps whose answer has been handed to WhatsApp
 * @param latency of these, on average
 */
public record Everywhere(
        Share confirmations, Share expirations, long answered, Duration latency, Share failedAttempts) {}
