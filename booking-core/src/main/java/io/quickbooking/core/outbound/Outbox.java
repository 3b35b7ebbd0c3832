package io.quickbooking.core.outbound;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.message.InteractiveMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores messages to customers. They are written in the transaction that decides them, and sent after it by the
 * {@link OutboxRelay}, at least once each. Without a relay they stay.
 */
public final class Outbox {
    /** This product's own code on a failed message that an operator gave up, not one of Meta's. */
    public static final int GIVEN_UP = -2;

    private final OutboxMapper messages;
    private final InstantSource clock;
    private final Traces traces;
    private volatile Relay relay = Relay.NONE;

    public Outbox(Mappers mappers, InstantSource clock) {
        this(mappers, clock, Traces.NONE);
    }

    /** @param traces whose context is stored with messages */
    public Outbox(Mappers mappers, InstantSource clock, Traces traces) {
        messages = mappers.get(OutboxMapper.class);
        this.clock = clock;
        this.traces = traces;
    }

    /**
     * Writes a message, in the caller's transaction. A call of {@link #wake()} after the commit sends it at once.
     *
     * @return its id
     */
    public long add(OutboundMessage message) {
        return messages.insert(message, MessagePayload.of(message.content()), traces.here());
    }

    /** Writes unsolicited messages, by one statement and in the caller's transaction. */
    public void addAll(List<OutboundMessage> unasked) {
        if (!unasked.isEmpty()) {
            messages.insertAll(JsonRows.of(unasked.stream().map(UnaskedRow::of).toList()), traces.here());
        }
    }

    private record UnaskedRow(
            UUID salonId,
            Realm realm,
            UUID customerId,
            @Nullable UUID bookingId,
            String kind,
            String payload,
            String createdAt) {
        static UnaskedRow of(OutboundMessage message) {
            return new UnaskedRow(
                    message.salonId(),
                    message.realm(),
                    message.customerId(),
                    message.bookingId(),
                    message.kind(),
                    message.payload(),
                    message.createdAt().toString());
        }
    }

    /** Returns the last answer to an inbound message. */
    public Optional<InteractiveMessage> replyTo(long inboundId) {
        return messages.payloadOfReplyTo(inboundId).flatMap(MessagePayload::read);
    }

    /** Notifies the relay of waiting messages. Never blocks; without it the relay finds them at its next poll. */
    public void wake() {
        relay.wake();
    }

    /**
     * A message that only this node may send until its lease ends, so that no relay has to query for it.
     *
     * @param heardAt when its customer last wrote
     * @param askedAt when the answered message arrived
     * @param trace the trace in which it was written
     */
    public record Leased(
            long id,
            OutboundMessage message,
            String payload,
            String phoneNumberId,
            CustomerIdentity recipient,
            Instant heardAt,
            Instant askedAt,
            @Nullable String trace) {}

    /**
     * Returns the end of this node's lease on a message that is about to be written; empty: it cannot be sent at once,
     * or not at all.
     */
    public Optional<Instant> leaseEnd(OutboundMessage message, Instant heardAt) {
        return message.realm() == Realm.LIVE && !ServiceWindow.isClosed(heardAt, message.createdAt()) && relay.hasRoom()
                ? Optional.of(clock.instant().plus(OutboxRelay.LEASE))
                : Optional.empty();
    }

    /**
     * Releases the leased answer to an inbound message that was not handed to a relay, so that any relay can send it.
     */
    public void release(long inboundId) {
        messages.releaseReplyTo(inboundId, clock.instant());
    }

    /** Returns the current trace, to be stored with a message, see {@link Traces#here()}. */
    public @Nullable String trace() {
        return traces.here();
    }

    /** Sends a message. Call this after the commit that wrote it. Never blocks. */
    public void send(Leased leased) {
        OutboundMessage message = leased.message();
        relay.send(new ClaimedMessage(
                leased.id(),
                message.salonId(),
                leased.phoneNumberId(),
                leased.recipient().phone(),
                leased.recipient().userId(),
                leased.heardAt(),
                leased.payload(),
                1,
                null,
                message.createdAt(),
                message.kind(),
                leased.trace(),
                leased.askedAt()));
    }

    /**
     * Queues a failed message as if it were new. The customer may get it twice if it had arrived without a status.
     *
     * @return false when there is no such failed message
     */
    public boolean sendAgain(long id) {
        boolean waiting = messages.sendAgain(id, clock.instant()) == 1;
        wake();
        return waiting;
    }

    /**
     * Gives up a waiting message. If it is in flight at this moment, it may still arrive, and then has its status.
     *
     * @return false when there is no such waiting message
     */
    public boolean giveUp(long id) {
        return messages.giveUp(id, GIVEN_UP, clock.instant()) == 1;
    }

    /**
     * Returns a message's content as the customer reads it; empty for kinds that are neither a text with buttons nor a
     * list.
     */
    public static Optional<InteractiveMessage> content(String payload) {
        return MessagePayload.read(payload);
    }

    /**
     * Applies WhatsApp's statuses of messages, in any order and any number of times. A message never goes back: sent,
     * delivered, read, or failed for good. Statuses of messages that the number's salon has not sent are ignored.
     *
     * @return how many messages changed
     */
    public int apply(List<StatusUpdate> updates) {
        List<StatusRow> statuses = updates.stream()
                .filter(update -> ErrorText.wamid(update.wamid()) != null)
                .map(StatusRow::of)
                .toList();
        return statuses.isEmpty() ? 0 : messages.applyStatuses(JsonRows.of(statuses));
    }

    void connect(Relay relay) {
        this.relay = relay;
    }

    /** The sender of messages on this node. */
    interface Relay {
        Relay NONE = new Relay() {
            @Override
            public void wake() {
                // This node does not send.
            }

            @Override
            public boolean hasRoom() {
                return false;
            }

            @Override
            public void send(ClaimedMessage leased) {
                // The relay has just been closed; another one sends the message when the lease has ended.
            }
        };

        void wake();

        /** Returns whether it would send another message at once. */
        boolean hasRoom();

        void send(ClaimedMessage leased);
    }
}
