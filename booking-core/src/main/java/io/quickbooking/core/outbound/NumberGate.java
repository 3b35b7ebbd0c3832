package io.quickbooking.core.outbound;

import io.quickbooking.core.outbound.SendResult.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether one business number may send now: its rate, and its pauses after refusals by WhatsApp. A pause ends
 * with one message as a probe; the others follow when WhatsApp has accepted it. Confined to the relay's dispatcher
 * thread.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput">Throughput</a>
 */
final class NumberGate {
    /** The number of messages that Meta allows a number in any second. */
    static final int PER_SECOND = 80;

    private static final Logger log = LoggerFactory.getLogger(NumberGate.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Duration MAX_BUSY_PAUSE = Duration.ofMinutes(1);
    private static final Duration STOPPED_PAUSE = Duration.ofMinutes(1);

    private final String phoneNumberId;
    private final LongSupplier nanoTime;
    private final int burst;

    /** The times of the last 80 sends, as a ring; {@code oldest} is the next to be overwritten. */
    private final long[] sends = new long[PER_SECOND];

    private int oldest;
    private int refusals;
    private boolean probing;
    private boolean alarmed;
    private boolean stopped;
    private @Nullable Instant pausedUntil;

    /**
     * @param nanoTime elapsed time, as by {@link System#nanoTime()}: the rate holds on the wire, whatever the calendar
     * @param burst how many messages may be sent at once, at most {@link #PER_SECOND}; the gate opens for that many
     */
    NumberGate(String phoneNumberId, LongSupplier nanoTime, int burst) {
        this.phoneNumberId = phoneNumberId;
        this.nanoTime = nanoTime;
        this.burst = burst;
        Arrays.fill(sends, nanoTime.getAsLong() - SECOND);
    }

    String phoneNumberId() {
        return phoneNumberId;
    }

    boolean isClosed(Instant now) {
        return nanosToPace() > 0 || (pausedUntil != null && (probing || now.isBefore(pausedUntil)));
    }

    /**
     * Returns how long a closed gate stays closed, as far as only time can open it; a probe's answer may take any time.
     */
    Duration closedFor(Instant now) {
        Duration pace = Duration.ofNanos(Math.max(0, nanosToPace()));
        Duration pause = pausedUntil == null || probing ? Duration.ZERO : Duration.between(now, pausedUntil);
        return pace.compareTo(pause) > 0 ? pace : pause;
    }

    private long nanosToPace() {
        long lastOfBurst = sends[(oldest + burst - 1) % PER_SECOND];
        return lastOfBurst + SECOND - nanoTime.getAsLong();
    }

    /** Takes the place of one message at an open gate; false: the probe is in flight, and all others wait for it. */
    boolean admit() {
        if (pausedUntil != null) {
            if (probing) {
                return false;
            }
            probing = true;
        }
        sends[oldest] = nanoTime.getAsLong();
        oldest = (oldest + 1) % PER_SECOND;
        return true;
    }

    /** Records that WhatsApp has processed a message, with success or not. */
    void works() {
        if (pausedUntil != null && !probing) {
            // This answers a message that was sent before the pause.
            return;
        }
        if (alarmed) {
            log.info("Number {} sends again", phoneNumberId);
        }
        pausedUntil = null;
        probing = false;
        alarmed = false;
        stopped = false;
        refusals = 0;
    }

    /** Records an answer that says nothing about the number; the next message is the probe. */
    void undecided() {
        probing = false;
    }

    /** Records that WhatsApp asks for a pause, or cannot be reached. Returns the pause's end. */
    Instant busy(String reason, Instant now) {
        if (pausedUntil != null && !probing) {
            return pausedUntil;
        }
        refusals++;
        if (!alarmed) {
            alarmed = true;
            log.warn("Number {} paused: {}. Its messages stay queued and are retried.", phoneNumberId, reason);
        }
        return pause(now, Backoff.doubling(refusals, MAX_BUSY_PAUSE));
    }

    /** Records that WhatsApp accepts nothing until an operator acts. Returns when to probe again. */
    Instant stopped(Stopped answer, Instant now) {
        if (!stopped) {
            alarmed = true;
            stopped = true;
            log.error(
                    "Number {} stopped: {} (code {}). Its messages stay queued; one is retried every minute.",
                    phoneNumberId,
                    answer.reason(),
                    answer.code());
        }
        return pause(now, STOPPED_PAUSE);
    }

    private Instant pause(Instant now, Duration length) {
        Instant until = now.plus(length);
        pausedUntil = until;
        probing = false;
        return until;
    }
}
