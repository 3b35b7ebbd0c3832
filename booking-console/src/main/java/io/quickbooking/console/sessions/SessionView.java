package io.quickbooking.console.sessions;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.sessions.Timeline;
import io.quickbooking.core.admin.sessions.Timelines;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.session.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is shown.
 *
 * @param topics of the live stream at which it is read again
 * @param decisive the number of the step that ended it; null: it lives, or ran out
 * @param step the end of the key of how far the customer has come, or of how the session ended
 * @param day that was chosen; null: none yet
 * @param slot null: there has been no card
 * @param lasted from the first message to the end, or until now
 * @param remaining null: it has ended
 * @param more whether there may be more steps than are shown
 */
record SessionView(
        String id,
        boolean simulated,
        String topics,
        SessionState state,
        @Nullable Integer decisive,
        String customerId,
        @Nullable String name,
        String phone,
        @Nullable String userId,
        String language,
        String languageTag,
        String step,
        @Nullable String service,
        @Nullable String master,
        @Nullable String day,
        @Nullable SlotView slot,
        String startedDay,
        String started,
        String startedAt,
        @Nullable String ended,
        @Nullable String endedAt,
        String lasted,
        @Nullable String remaining,
        String expires,
        String expiresAt,
        @Nullable String bookingCode,
        @Nullable UUID previous,
        @Nullable UUID next,
        List<StepView> steps,
        boolean more,
        List<Act> acts) {
    private static final Set<AuditedAct> ACTS = Set.of(
            AuditedAct.BOOKING_MADE,
            AuditedAct.BOOKING_MOVED,
            AuditedAct.BOOKING_CANCELLED,
            AuditedAct.BOOKING_COMPLETED,
            AuditedAct.BOOKING_NO_SHOW,
            AuditedAct.BOOKING_RESTORED);

    /** What the last card showed. */
    record SlotView(String day, String time, String end, String at, String price) {
        private static @Nullable SlotView of(Timeline.Session session, Formats formats) {
            Instant start = session.start();
            Instant end = session.end();
            Long price = session.price();
            return start == null || end == null || price == null
                    ? null
                    : new SlotView(
                            formats.day(start),
                            formats.time(start),
                            formats.time(end),
                            formats.machine(start),
                            formats.money(price, session.currency()));
        }
    }

    /** Something that was done to the booking by hand. */
    record Act(String text, String username, String time, String at) {
        private static Act of(AuditEntry entry, Formats formats) {
            return new Act(
                    ACTS.contains(entry.act()) ? entry.act().code() : "other",
                    entry.username(),
                    formats.dayAndTime(entry.at()),
                    formats.machine(entry.at()));
        }
    }

    static SessionView of(Timeline timeline, List<AuditEntry> acts, Formats formats, Locale locale, Instant now) {
        Timeline.Session session = timeline.session();
        SessionState state = SessionState.valueOf(session.state());
        Instant ended = session.endedAt();
        boolean simulated = session.realm() == Realm.SIMULATED;
        return new SessionView(
                session.id().toString(),
                simulated,
                simulated ? "simulation" : "sessions messages bookings",
                state,
                decisive(timeline, state),
                session.customerId().toString(),
                session.name(),
                formats.maskedPhone(session.phone()),
                session.userId(),
                LanguageOption.of(session.language(), locale).name(),
                session.language(),
                state == SessionState.ACTIVE || (state == SessionState.EXPIRED && session.step() != Step.CARD)
                        ? state.step(session.step())
                        : "sees." + state.code(),
                session.serviceName(),
                session.masterName(),
                session.day() == null ? null : formats.day(session.day()),
                SlotView.of(session, formats),
                formats.day(session.startedAt()),
                formats.seconds(session.startedAt()),
                formats.machine(session.startedAt()),
                ended == null ? null : formats.seconds(ended),
                ended == null ? null : formats.machine(ended),
                formats.clock(Duration.between(session.startedAt(), ended == null ? now : ended)),
                state == SessionState.ACTIVE ? formats.clock(Duration.between(now, session.expiresAt())) : null,
                formats.seconds(session.expiresAt()),
                formats.machine(session.expiresAt()),
                session.bookingCode(),
                timeline.previous(),
                timeline.next(),
                timeline.steps().stream()
                        .map(step -> StepView.of(step, session, formats))
                        .toList(),
                timeline.steps().size() >= Timelines.MOST_STEPS,
                acts.stream().map(act -> Act.of(act, formats)).toList());
    }

    /** The last step within a booked or lost session is the one that ended it. */
    private static @Nullable Integer decisive(Timeline timeline, SessionState state) {
        if (state != SessionState.BOOKED && state != SessionState.LOST) {
            return null;
        }
        return timeline.steps().stream()
                .filter(step -> step.decided() != null
                        && timeline.session().id().equals(step.decided().sessionId()))
                .reduce((earlier, later) -> later)
                .map(step -> step.number())
                .orElse(null);
    }
}
