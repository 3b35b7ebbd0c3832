package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.inbox.InboxMapper.Arriving;
import io.quickbooking.core.inbox.InboxMapper.NewInbound;
import io.quickbooking.core.measure.Traces;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores each received message once: a unique key over WhatsApp's message id makes a redelivery find its first
 * delivery, even when both arrive at the same moment. All methods run in the caller's transaction.
 */
public final class Inbox {
    /** Rows of one INSERT; PostgreSQL takes at most 65,535 parameters in a statement. */
    private static final int BATCH = 1_000;

    private static final int MAX_ERROR = 500;

    private final InboxMapper mapper;
    private final Traces traces;

    public Inbox(Mappers mappers) {
        this(mappers, Traces.NONE);
    }

    /** @param traces of the received messages */
    public Inbox(Mappers mappers, Traces traces) {
        this.mapper = mappers.get(InboxMapper.class);
        this.traces = traces;
    }

    /**
     * Stores a tap or a text that is about to be handled.
     *
     * @param customer the sender, locked; the sender's older messages go first, under whichever identity they came
     */
    public Admission admit(
            Customer customer, InboundMessage tap, @Nullable String language, Instant receivedAt, Instant now) {
        NewInbound row = row(customer.salonId(), customer.realm(), tap, language, InboxState.DONE, receivedAt);
        return mapper.admit(new Arriving(row, customer, now))
                .<Admission>map(admitted -> admitted.state() == InboxState.PENDING
                        ? new Admission.Queued()
                        : new Admission.Admitted(admitted.id()))
                .orElseGet(Admission.Duplicate::new);
    }

    /**
     * Assigns messages under a former identity of their sender to the new one: those that wait, and those given up that
     * may be retried.
     *
     * @param at the time of the change; later messages under the old identity are another person's
     */
    public void rename(UUID salonId, Realm realm, CustomerIdentity before, CustomerIdentity after, Instant at) {
        mapper.rename(salonId, realm, before, after, at);
    }

    /** Returns whether any message of a sender waits. */
    public boolean holdsFor(WaitingSender sender) {
        return mapper.holdsFor(sender);
    }

    /** Stores messages of one salon for later: taps and texts wait to be handled, all others are only stored. */
    public void store(
            UUID salonId, Realm realm, List<InboundMessage> messages, Instant receivedAt, @Nullable Throwable failure) {
        List<NewInbound> rows = messages.stream()
                .map(message -> row(
                        salonId,
                        realm,
                        message,
                        null,
                        message.isAnswerable() ? InboxState.PENDING : InboxState.IGNORED,
                        receivedAt))
                .toList();
        for (int i = 0; i < rows.size(); i += BATCH) {
            mapper.insert(
                    rows.subList(i, Math.min(i + BATCH, rows.size())),
                    receivedAt,
                    failure == null ? null : shortened(failure));
        }
    }

    /** Returns the row of a message that was received before. */
    public OptionalLong idOf(UUID salonId, String messageId) {
        Optional<Long> id = mapper.idOf(salonId, messageId);
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    /** Returns the senders whose oldest waiting message is due. */
    public List<WaitingSender> waitingSenders(Instant now, int limit) {
        return mapper.waitingSenders(now, limit);
    }

    /** Returns the next message of a locked customer, and locks it. */
    public Optional<PendingTap> next(Customer customer) {
        return mapper.oldestPending(customer);
    }

    public void done(PendingTap message, Instant now) {
        mapper.close(message.id(), InboxState.DONE, now);
    }

    public void giveUp(PendingTap message, Instant now) {
        mapper.close(message.id(), InboxState.FAILED, now);
    }

    /**
     * Makes a given-up tap pending again. Its outcome in the ledger is removed, so that it gets one again.
     *
     * @return false when there is no such given-up tap
     */
    public boolean tryAgain(long id, Instant now) {
        return mapper.tryAgain(id, now) == 1;
    }

    public void postpone(PendingTap message, Instant until, Throwable failure) {
        mapper.postpone(message.id(), until, shortened(failure));
    }

    /**
     * Postpones all due messages of a salon without counting an attempt.
     *
     * @return how many messages were due
     */
    public int setAside(UUID salonId, Instant now, Instant until, Throwable reason) {
        return mapper.setAside(salonId, now, until, shortened(reason));
    }

    private NewInbound row(
            UUID salonId,
            Realm realm,
            InboundMessage message,
            @Nullable String language,
            InboxState state,
            Instant receivedAt) {
        CustomerIdentity sender = message.sender();
        return new NewInbound(
                salonId,
                realm,
                message.messageId(),
                sender == null ? null : sender.phone(),
                sender == null ? null : sender.userId(),
                message.profileName(),
                language,
                message.kind(),
                message.buttonId(),
                message.payload(),
                state,
                message.sentAt(),
                receivedAt,
                traces.here());
    }

    private static String shortened(Throwable failure) {
        return ReceivedText.cut(ReceivedText.storable(failure.toString()), MAX_ERROR);
    }
}
