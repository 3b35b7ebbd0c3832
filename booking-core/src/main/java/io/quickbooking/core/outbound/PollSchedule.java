package io.quickbooking.core.outbound;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Schedules the relay's queries for messages that wait in the database; messages that are handed over with their lease
 * need no query. Confined to the relay's dispatcher thread.
 */
final class PollSchedule {
    private final Duration poll;
    private final LongSupplier nanoTime;
    private boolean due = true;
    private long polledAt;
    /** The highest id that was ever claimed. */
    private long newest;
    /** After a message up to this id, another one of its customer may wait. */
    private long newestBlocking;

    PollSchedule(Duration poll, LongSupplier nanoTime) {
        this.poll = poll;
        this.nanoTime = nanoTime;
        polledAt = nanoTime.getAsLong();
    }

    /** Records that a waiting message was written. */
    void wake() {
        due = true;
        newestBlocking = newest;
    }

    void claimed(ClaimedMessage message) {
        newest = Math.max(newest, message.id());
    }

    void recorded(Outcome outcome) {
        due |= outcome.id() <= newestBlocking;
    }

    /** @param sawAll whether there were fewer than could be taken */
    void polled(List<ClaimedMessage> found, boolean sawAll) {
        found.forEach(message -> newestBlocking = Math.max(newestBlocking, message.id()));
        due = !sawAll;
        polledAt = nanoTime.getAsLong();
    }

    boolean isDue() {
        return due || untilPoll().isNegative() || untilPoll().isZero();
    }

    Duration untilPoll() {
        return poll.minusNanos(nanoTime.getAsLong() - polledAt);
    }
}
