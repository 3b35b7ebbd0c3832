package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.inbox.InboxMapper.NewInbound;
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

    public Inbox(Mappers mappers) {
        this.mapper = mappers.get(InboxMapper.class);
    }

    /** Writes a tap that is about to be handled. Its customer has to be locked by the caller. */
    public Admission admit(
            UUID salonId, Realm realm, InboundMessage tap, @Nullable String language, Instant receivedAt) {
        CustomerIdentity sender = tap.senderOrThrow();
        return mapper.admit(
                        row(salonId, realm, tap, language, InboxState.DONE, receivedAt), sender.sender(), receivedAt)
                .<Admission>map(row ->
                        row.state() == InboxState.PENDING ? new Admission.Queued() : new Admission.Admitted(row.id()))
                .orElseGet(Admission.Duplicate::new);
    }

    /** Stores messages of one salon for later: taps wait to be handled, everything else is only kept. */
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

    /** The next message of a sender, locked. The sender's customer has to be locked by the caller. */
    public Optional<StoredMessage> next(WaitingSender sender) {
        return mapper.oldestPending(sender.salonId(), sender.sender());
    }

    public void done(StoredMessage message, Instant now) {
        mapper.close(message.id(), InboxState.DONE, now);
    }

    public void giveUp(StoredMessage message, Instant now) {
        mapper.close(message.id(), InboxState.FAILED, now);
    }

    public void postpone(StoredMessage message, Instant until, Throwable failure) {
        mapper.postpone(message.id(), until, shortened(failure));
    }

    private static NewInbound row(
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
                receivedAt);
    }

    private static String shortened(Throwable failure) {
        String text = failure.toString().replace('\0', ' ');
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }
}
