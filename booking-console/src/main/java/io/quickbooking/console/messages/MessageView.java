package io.quickbooking.console.messages;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.messages.MessageState;
import io.quickbooking.core.admin.messages.SentMessage;
import io.quickbooking.core.customer.MaskedText;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.core.outbound.DeliveryProblem;
import io.quickbooking.core.outbound.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message to a customer, as pages show it.
 *
 * @param state the end of a text's key
 * @param badge kind of the badge
 * @param why in plain words why it has not arrived; null: nothing is known against it
 * @param error Meta's own words
 * @param body what the customer reads; null for kinds that we cannot show so
 */
record MessageView(
        long id,
        String kind,
        UUID customerId,
        @Nullable String customer,
        String phone,
        String state,
        String badge,
        @Nullable String why,
        @Nullable String code,
        @Nullable String error,
        String attempts,
        Time created,
        @Nullable Time next,
        List<Time> times,
        @Nullable UUID sessionId,
        @Nullable String bookingCode,
        @Nullable String body,
        List<String> buttons,
        String json,
        boolean canBeSentAgain,
        boolean canBeGivenUp) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param what the end of a text's key */
    record Time(String what, String machine, String text) {}

    static MessageView of(SentMessage message, Formats formats, MessageSource texts, Locale locale) {
        boolean waits = message.state() == MessageState.WAITING || message.state() == MessageState.IN_DOUBT;
        boolean failed = message.state() == MessageState.FAILED;
        Optional<InteractiveMessage> content = Outbox.content(message.payload());
        return new MessageView(
                message.id(),
                kind(message.kind(), texts, locale),
                message.customerId(),
                message.customerName(),
                formats.maskedPhone(message.customerPhone()),
                message.state().code(),
                badge(message.state()),
                failed || (waits && message.errorCode() != null) ? why(message.errorCode(), texts, locale) : null,
                message.errorCode() == null || message.errorCode() < 0 ? null : Integer.toString(message.errorCode()),
                message.error() == null ? null : MaskedText.of(message.error()),
                formats.number(message.attempts()),
                time("created", message.createdAt(), formats),
                waits ? time("next", message.nextAttemptAt(), formats) : null,
                times(message, formats),
                message.sessionId(),
                message.bookingCode(),
                content.map(InteractiveMessage::body).orElse(null),
                content.map(InteractiveMessage::buttons).orElse(List.of()).stream()
                        .map(Button::title)
                        .toList(),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(message.payload())),
                failed,
                waits);
    }

    /** Never the key itself: a kind that only another version knows is just a message. */
    static String kind(String code, MessageSource texts, Locale locale) {
        String known = texts.getMessage("messages.kind." + code, null, null, locale);
        return known == null ? texts.getMessage("messages.kind.other", null, locale) : known;
    }

    /** What is known of this very code, else of its class. */
    static String why(@Nullable Integer code, MessageSource texts, Locale locale) {
        String ofClass = texts.getMessage(
                "messages.problem."
                        + DeliveryProblem.of(code)
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'),
                null,
                locale);
        String ofCode = code == null ? null : texts.getMessage("messages.code." + code, null, null, locale);
        return ofCode == null ? ofClass : ofCode;
    }

    private static String badge(MessageState state) {
        return switch (state) {
            case WAITING -> "info";
            case IN_DOUBT -> "warn";
            case SENT -> "muted";
            case DELIVERED, READ -> "ok";
            case FAILED -> "bad";
        };
    }

    private static List<Time> times(SentMessage message, Formats formats) {
        List<Time> times = new ArrayList<>();
        add(times, "sent", message.sentAt(), formats);
        add(times, "delivered", message.deliveredAt(), formats);
        add(times, "read", message.readAt(), formats);
        add(times, "failed", message.failedAt(), formats);
        return times;
    }

    private static void add(List<Time> times, String what, @Nullable Instant at, Formats formats) {
        if (at != null) {
            times.add(time(what, at, formats));
        }
    }

    private static Time time(String what, Instant at, Formats formats) {
        return new Time(what, formats.machine(at), formats.dayAndTime(at));
    }
}
