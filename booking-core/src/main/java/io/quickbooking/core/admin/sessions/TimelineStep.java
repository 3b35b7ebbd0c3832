package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message of a customer, what was decided on it and what was sent in answer; or a message that nobody asked for, which
 * has neither {@code received} nor {@code decided}.
 *
 * @param number from 1, in one timeline
 * @param received null: nobody asked
 * @param decided null: not yet, or there was nothing to decide
 * @param sent in the order they were written; the messages to the customer
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

    /** Where it lies, seen from the session. */
    public enum Place {
        /** Shortly before its first card. */
        BEFORE,
        WITHIN,
        /** Shortly after its end. */
        AFTER
    }

    /**
     * What came in.
     *
     * @param messageId WhatsApp's wamid
     * @param kind {@code tap}, else WhatsApp's type of message
     * @param buttonId null: not a tap
     * @param said the button's title, or the text of a message; null: unknown
     * @param payload as received, in most cases JSON; with the customer's phone number in it
     * @param sentAt by WhatsApp's clock, which tells whole seconds
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
     * What it came to.
     *
     * @param kind as in {@link io.quickbooking.core.analytics.TapEvent}, and so {@code outcome} and {@code reason}
     * @param attempts on the database
     * @param slot the time in question; null: none was
     * @param bookingCode of the booking that was made or repeated
     * @param checks in the order they were made; the last one is the one that decided
     * @param holders who has the time, if that is why it was refused
     * @param keptIn the session of another customer whose card kept the time, where no booking had it; null: none did
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

    /** A master's time. Names are null for what has gone from the catalogue. */
    public record Slot(
            Instant start,
            @Nullable String masterName,
            @Nullable String serviceName) {}

    /**
     * A booking that is in the way of a slot.
     *
     * @param sameCustomer whether it is that customer's own
     * @param sessionId that it was made in; null: not from a card
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
     * What went out.
     *
     * @param kind the outcome that it answers, in most cases
     * @param content null: a kind of message that is not read back
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
