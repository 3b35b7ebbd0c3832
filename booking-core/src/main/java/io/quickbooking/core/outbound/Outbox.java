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
 * The messages to customers: written in the transaction that decided them, sent after it by the {@link OutboxRelay}, at
 * least once each. Without a relay they stay.
 */
public final class Outbox {
    /** Our own mark on a failed message that an operator gave up. No code of Meta's. */
    public static final int GIVEN_UP = -2;

    private final OutboxMapper messages;
    private final InstantSource clock;
    private final Traces traces;
    private volatile Relay relay = Relay.NONE;

    public Outbox(Mappers mappers, InstantSource clock) {
        this(mappers, clock, Traces.NONE);
    }

    /** @param traces in which messages are written */
    public Outbox(Mappers mappers, InstantSource clock, Traces traces) {
        messages = mappers.get(OutboxMapper.class);
        this.clock = clock;
        this.traces = traces;
    }

    /**
     * Writes a message, in the caller's transaction. {@link #wake()} after the commit makes it go at once.
     *
     * @return its id
     */
    public long add(OutboundMessage message) {
        return messages.insert(message, MessagePayload.of(message.content()), traces.here());
    }

    /** Writes messages that nobody asked for, by one statement and in the caller's transaction. */
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

    /** The last answer to an inbound message. */
    public Optional<InteractiveMessage> replyTo(long inboundId) {
        return messages.payloadOfReplyTo(inboundId).flatMap(MessagePayload::read);
    }

    /** Tells the relay that there is work. Never blocks; without it the relay finds the work at its next poll. */
    public void wake() {
        relay.wake();
    }

    /**
     * A message that was written as this node's to send until its lease ends, so that nobody has to look for it.
     *
     * @param heardAt when its customer last wrote
     * @param askedAt when what it answers came
     * @param trace in which it was written
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
     * Until when a message that is about to be written is this node's alone to send; empty: it cannot send at once, or not
     * at all.
     */
    public Optional<Instant> leaseEnd(OutboundMessage message, Instant heardAt) {
        return message.realm() == Realm.LIVE && !ServiceWindow.isClosed(heardAt, message.createdAt()) && relay.hasRoom()
                ? Optional.of(clock.instant().plus(OutboxRelay.LEASE))
                : Optional.empty();
    }

    /** Lets any relay send the answer to an inbound message that was leased and that nobody was given to send. */
    public void release(long inboundId) {
        messages.releaseReplyTo(inboundId, clock.instant());
    }

    /** In which trace a message is that is written now, see {@link Traces#here()}. */
    public @Nullable String trace() {
        return traces.here();
    }

    /** Sends a message, to be called after the commit that wrote it. Never blocks. */
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
     * Puts a failed message back, to be sent as if it were new. The customer may get it twice if it had arrived unnoticed.
     *
     * @return false when there is no such failed message
     */
    public boolean sendAgain(long id) {
        boolean waiting = messages.sendAgain(id, clock.instant()) == 1;
        wake();
        return waiting;
    }

    /**
     * Has a waiting message not sent any more. One that is on its way to WhatsApp at this moment may still arrive, and then
     * says so.
     *
     * @return false when there is no such waiting message
     */
    public boolean giveUp(long id) {
        return messages.giveUp(id, GIVEN_UP, clock.instant()) == 1;
    }

    /** A message's content as the customer reads it; empty for kinds that are neither a text with buttons nor a list. */
    public static Optional<InteractiveMessage> content(String payload) {
        return MessagePayload.read(payload);
    }

    /**
     * Takes in what WhatsApp says became of messages, in any order and any number of times. A message never goes back:
     * sent, delivered, read, or failed for good. Statuses of messages that the number's salon has not sent are ignored.
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

    /** Who sends, on this node. */
    interface Relay {
        Relay NONE = new Relay() {
            @Override
            public void wake() {
                // Nobody sends here.
            }

            @Override
            public boolean hasRoom() {
                return false;
            }

            @Override
            public void send(ClaimedMessage leased) {
                // It has just been closed; another sends it when the lease has ended.
            }
        };

        void wake();

        /** Whether it would send another message at once. */
        boolean hasRoom();

        void send(ClaimedMessage leased);
    }
}
