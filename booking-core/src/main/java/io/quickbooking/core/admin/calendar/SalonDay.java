package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.session.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parts of the overview of a salon's day. */
public final class SalonDay {
    private SalonDay() {}

    /**
     * Today's visits that are not over.
     *
     * @param left their number
     * @param next the first of them
     */
    public record Visits(long left, List<Visit> next) {
        public Visits {
            next = List.copyOf(next);
        }
    }

    /**
     * Past visits whose result is not recorded.
     *
     * @param count over all days, at most {@link #MOST_UNSETTLED} + 1
     * @param latest of them, the last first
     */
    public record Unsettled(long count, List<Visit> latest) {
        public Unsettled {
            latest = List.copyOf(latest);
        }
    }

    /**
     * A visit.
     *
     * @param customerPhone as WhatsApp sends it
     */
    public record Visit(
            String bookingCode,
            Instant startTs,
            Instant endTs,
            @Nullable String customerName,
            @Nullable String customerPhone,
            String service,
            String master) {}

    /**
     * Customers who are choosing.
     *
     * @param latest the sessions with the most recent selections
     */
    public record LiveSessions(long count, List<LiveSession> latest) {
        public LiveSessions {
            latest = List.copyOf(latest);
        }
    }

    /** A session; null values have not been chosen yet, and a null master may also mean any master. */
    public record LiveSession(
            UUID id,
            @Nullable String customerName,
            @Nullable String customerPhone,
            @Nullable String service,
            @Nullable String master,
            Step step,
            @Nullable LocalDate day,
            @Nullable Instant startTs,
            Instant expiresAt) {}

    /**
     * Messages that customers have not received. Counts are at most {@link #MOST_MESSAGES} + 1.
     *
     * @param waitingSince when the oldest was written; null if none waits
     * @param failed in the last seven days
     */
    public record Messages(long waiting, @Nullable Instant waitingSince, long failed) {}

    public static final int MOST_MESSAGES = 10_000;
    public static final int MOST_UNSETTLED = 1_000;
}
