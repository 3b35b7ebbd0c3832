package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.session.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What there is to see of a salon's day. */
public final class SalonDay {
    private SalonDay() {}

    /**
     * The visits of today that are not over.
     *
     * @param left how many there are
     * @param next the first of them
     */
    public record Visits(long left, List<Visit> next) {
        public Visits {
            next = List.copyOf(next);
        }
    }

    /**
     * Visits that are over and of which nobody has said how they went.
     *
     * @param count of all days, at most {@link #MOST_UNSETTLED} and one
     * @param latest of them, the last first
     */
    public record Unsettled(long count, List<Visit> latest) {
        public Unsettled {
            latest = List.copyOf(latest);
        }
    }

    /** @param customerPhone as WhatsApp sends it */
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
     * @param latest the sessions with the youngest selections
     */
    public record LiveSessions(long count, List<LiveSession> latest) {
        public LiveSessions {
            latest = List.copyOf(latest);
        }
    }

    /** What is null has not been chosen yet; a master may also be anyone. */
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
     * Answers that customers do not have. Counts end at {@link #MOST_MESSAGES} and one.
     *
     * @param waitingSince when the oldest was written; null: none waits
     * @param failed in the last seven days
     */
    public record Messages(long waiting, @Nullable Instant waitingSince, long failed) {}

    public static final int MOST_MESSAGES = 10_000;
    public static final int MOST_UNSETTLED = 1_000;
}
