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
 * The messages that came in, each once: a unique key over WhatsApp's message id makes a redelivery find its first
 * delivery, also when both arrive at the same moment. Everything here runs in the caller's transaction.
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

    /** @param traces in which messages come */
    public Inbox(Mappers mappers, Traces traces) {
        this.mapper = mappers.get(InboxMapper.class);
        this.traces = traces;
    }

    /**
     * Writes a tap or a text that is about to be handled.
     *
     * @param customer who sent it, locked; older messages of theirs go first, under whichever name they came
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
     * What waits under a name that its sender had, or has been given up and may be tried again, waits under their new name
     * from now on.
     *
     * @param at since when they have it; what was sent later from the old one is somebody else's
     */
    public void rename(UUID salonId, Realm realm, CustomerIdentity before, CustomerIdentity after, Instant at) {
        mapper.rename(salonId, realm, before, after, at);
    }

    /** Whether anything of a sender waits. */
    public boolean holdsFor(WaitingSender sender) {
        return mapper.holdsFor(sender);
    }

    /** Stores messages of one salon for later: taps and texts wait to be handled, everything else is only kept. */
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

    /** The row of a message that came before. */
    public OptionalLong idOf(UUID salonId, String messageId) {
        Optional<Long> id = mapper.idOf(salonId, messageId);
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    /** Senders whose oldest waiting message is due. */
    public List<WaitingSender> waitingSenders(Instant now, int limit) {
        return mapper.waitingSenders(now, limit);
    }

    /** The next message of a customer, both locked. */
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
     * Has a given-up tap handled once more. Its outcome in the ledger is withdrawn with it, so that it comes to one again.
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
     * Lets everything of a salon that is due wait until a moment, without counting an attempt.
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
