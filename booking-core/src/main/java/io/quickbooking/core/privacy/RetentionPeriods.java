package io.quickbooking.core.privacy;

import java.time.Duration;

/**
 * How long contents are retained.
 *
 * @param payloads deliveries from WhatsApp, as received
 * @param messages messages to customers
 * @param events the text of taps, and sessions that never reached a card
 */
public record RetentionPeriods(Duration payloads, Duration messages, Duration events) {}
