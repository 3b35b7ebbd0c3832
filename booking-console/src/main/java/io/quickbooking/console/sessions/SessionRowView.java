package io.quickbooking.console.sessions;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.sessions.SessionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session in the list.
 *
 * @param step the end of the key of how far the customer has come, or came
 * @param slot of the last card; null: there has been none
 * @param sees the end of the key of what the customer sees now, or how the session ended
 * @param remaining null: it has ended
 */
record SessionRowView(
        String id,
        @Nullable String name,
        String phone,
        String language,
        String step,
        @Nullable String service,
        @Nullable String master,
        @Nullable String day,
        @Nullable String slot,
        @Nullable String slotAt,
        SessionState state,
        String sees,
        @Nullable String bookingCode,
        @Nullable String lastTap,
        @Nullable String lastTapTime,
        @Nullable String lastTapAt,
        String age,
        String startedAt,
        @Nullable String remaining,
        String expiresAt) {

    static SessionRowView of(SessionRow row, Formats formats, Locale locale, Instant now) {
        SessionState state = SessionState.valueOf(row.state());
        Instant tapped = row.lastTappedAt();
        Instant end = row.endedAt() != null ? row.endedAt() : state == SessionState.ACTIVE ? now : row.expiresAt();
        return new SessionRowView(
                row.id().toString(),
                row.name(),
                formats.maskedPhone(row.phone()),
                LanguageOption.of(row.language(), locale).name(),
                state.step(row.step()),
                row.serviceName(),
                row.masterName(),
                row.day() == null ? null : formats.day(row.day()),
                row.start() == null ? null : formats.day(row.start()) + ", " + formats.time(row.start()),
                row.start() == null ? null : formats.machine(row.start()),
                state,
                sees(state, row.start() != null, row.lastTapOutcome()),
                row.bookingCode(),
                tapped == null ? null : TapTexts.kind(row.lastTapKind()),
                tapped == null ? null : formats.seconds(tapped),
                tapped == null ? null : formats.machine(tapped),
                formats.clock(Duration.between(row.startedAt(), end)),
                formats.machine(row.startedAt()),
                state == SessionState.ACTIVE ? formats.clock(Duration.between(now, row.expiresAt())) : null,
                formats.machine(row.expiresAt()));
    }

    private static String sees(SessionState state, boolean hadCard, @Nullable String lastOutcome) {
        return switch (state) {
            case ACTIVE -> "active." + TapTexts.outcome(lastOutcome);
            case LOST -> "unknown_provider".equals(lastOutcome) ? "lost.unknown_provider" : "lost";
            case EXPIRED -> hadCard ? state.code() : "expired.early";
            case BOOKED, ERASED -> state.code();
        };
    }
}
