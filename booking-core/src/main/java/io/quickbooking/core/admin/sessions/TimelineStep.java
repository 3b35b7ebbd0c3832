package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message of a customer, the decision on it and the messages sent in answer; or an unsolicited message to the customer,
 * which has neither {@code received} nor {@code decided}.
 *
 * @param number from 1, in one timeline
 * @param received null for an unsolicited message
 * @param decided null if it is not decided yet, or if there was nothing to decide
 * @param sent the messages to the customer, in the order in which they were written
 */
public record TimelineStep(
        int number,
        Place place,
        @Nullable Received received,
        @Nullable Decided decided,
        List<Sent> sent) {
    public TimelineStep {
        sent = List.copyOf(sent);
    }

    /** The position relative to the session. */
    public enum Place {
        /** Shortly before its first card. */
        BEFORE,
        WITHIN,
        /** Shortly after its end. */
        AFTER
    }

    /**
     * The received message.
     *
     * @param messageId WhatsApp's wamid
     * @param kind {@code tap}, else WhatsApp's type of message
     * @param buttonId null if it was not a tap
     * @param said the button's title, or the text of a message; null if unknown
     * @param payload as received, in most cases JSON; contains the customer's phone number
     * @param sentAt by WhatsApp's clock, in whole seconds
     * @param waiting whether it is still to be handled
     */
    public record Received(
            long id,
            String messageId,
            String kind,
            @Nullable String buttonId,
            @Nullable String said,
            String payload,
            Instant sentAt,
            Instant receivedAt,
            boolean waiting) {}

    /**
     * The decision.
     *
     * @param kind as in {@link io.quickbooking.core.analytics.TapEvent}, and so {@code outcome} and {@code reason}
     * @param attempts on the database
     * @param slot the time in question; null if there was none
     * @param bookingCode of the booking that was made or repeated
     * @param checks in the order they were made; the last one decided
     * @param holders conflicting bookings, if they were the reason for a refusal
     * @param keptIn the session of another customer whose card held the time, if no booking conflicted; null if there was none
     */
    public record Decided(
            String kind,
            String outcome,
            @Nullable String reason,
            int attempts,
            Instant at,
            @Nullable UUID sessionId,
            @Nullable Slot slot,
            @Nullable String bookingCode,
            List<CheckMade> checks,
            List<Holder> holders,
            @Nullable UUID keptIn) {
        public Decided {
            checks = List.copyOf(checks);
            holders = List.copyOf(holders);
        }
    }

    /** A master's time. Names are null for objects that are no longer in the catalogue. */
    public record Slot(
            Instant start,
            @Nullable String masterName,
            @Nullable String serviceName) {}

    /**
     * A booking that conflicts with a slot.
     *
     * @param sameCustomer whether it is that customer's own
     * @param sessionId of the session in which it was made; null if it was not made from a card
     */
    public record Holder(
            String bookingCode,
            Realm realm,
            @Nullable String customerName,
            boolean sameCustomer,
            Instant start,
            Instant end,
            String status,
            Instant bookedAt,
            @Nullable UUID sessionId) {}

    /**
     * A sent message.
     *
     * @param kind in most cases the outcome that it answers
     * @param content null for a kind of message that is not supported
     * @param payload the Cloud API's message object, JSON
     * @param state {@code PENDING}, {@code SENT}, {@code DELIVERED}, {@code READ}, {@code FAILED}, {@code SIMULATED}
     * @param error why it failed or waits, in Meta's words
     */
    public record Sent(
            long id,
            String kind,
            @Nullable SentContent content,
            String payload,
            String state,
            int attempts,
            @Nullable String wamid,
            @Nullable Integer errorCode,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt) {}
}
