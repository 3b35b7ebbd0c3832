package io.quickbooking.console.sessions;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.messages.MaskedJson;
import io.quickbooking.core.admin.sessions.SentContent;
import io.quickbooking.core.admin.sessions.TimelineStep.Sent;
import io.quickbooking.core.customer.MaskedText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message to the customer as it is shown.
 *
 * @param body null: a kind of message that is not read back
 * @param state the end of a text's key
 * @param since when it came to that state
 * @param error Meta's reason, with its number
 */
record SentView(
        @Nullable String body,
        List<String> buttons,
        String json,
        String state,
        String badge,
        String since,
        String sinceAt,
        @Nullable String error,
        @Nullable String attempts) {
    private static final Set<String> STATES = Set.of("PENDING", "SENT", "DELIVERED", "READ", "FAILED", "SIMULATED");

    static SentView of(Sent sent, @Nullable String phone, Formats formats) {
        SentContent content = sent.content();
        Instant since = since(sent);
        return new SentView(
                content == null ? null : content.body(),
                content == null
                        ? List.of()
                        : content.buttons().stream()
                                .map(SentContent.Button::title)
                                .toList(),
                MaskedJson.of(sent.payload(), phone),
                STATES.contains(sent.state()) ? sent.state().toLowerCase(Locale.ROOT) : "other",
                badge(sent.state()),
                formats.seconds(since),
                formats.machine(since),
                error(sent),
                sent.attempts() > 1 ? formats.number(sent.attempts()) : null);
    }

    private static Instant since(Sent sent) {
        Instant since = switch (sent.state()) {
            case "SENT" -> sent.sentAt();
            case "DELIVERED" -> sent.deliveredAt();
            case "READ" -> sent.readAt();
            case "FAILED" -> sent.failedAt();
            default -> null;
        };
        return since == null ? sent.createdAt() : since;
    }

    private static String badge(String state) {
        return switch (state) {
            case "DELIVERED", "READ" -> "ok";
            case "SENT", "PENDING" -> "info";
            case "FAILED" -> "bad";
            default -> "muted";
        };
    }

    private static @Nullable String error(Sent sent) {
        if (sent.error() == null) {
            return sent.errorCode() == null ? null : String.valueOf(sent.errorCode());
        }
        return sent.errorCode() == null || sent.errorCode() <= 0
                ? MaskedText.of(sent.error())
                : MaskedText.of(sent.error()) + " (" + sent.errorCode() + ")";
    }
}
