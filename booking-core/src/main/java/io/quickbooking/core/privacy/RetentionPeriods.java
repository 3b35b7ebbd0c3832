package io.quickbooking.core.privacy;

import java.time.Duration;

/**
 * How long things are kept whole.
 *
 * @param payloads what WhatsApp delivered, as it came
 * @param messages what customers were answered
 * @param events what was tapped, word for word, and sessions that never came to a card
 */
public record RetentionPeriods(Duration payloads, Duration messages, Duration events) {}
