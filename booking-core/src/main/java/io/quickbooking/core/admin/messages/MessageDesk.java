package io.quickbooking.core.admin.messages;

import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.audit.CommitProbe;
import io.quickbooking.core.customer.PhoneNumbers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Lists the messages of a salon, and lets administrators resolve those that are stuck. */
public final class MessageDesk {
    private final MessageDeskMapper mapper;
    private final PhoneNumbers numbers;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Inbox inbox;
    private final AuditLog audit;
    private final Signals signals;
    private final InstantSource clock;

    public MessageDesk(
            Mappers mappers,
            Transactions transactions,
            Outbox outbox,
            Inbox inbox,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        this.mapper = mappers.get(MessageDeskMapper.class);
        this.numbers = new PhoneNumbers(mappers);
        this.transactions = transactions;
        this.outbox = outbox;
        this.inbox = inbox;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** Returns the messages to customers, the newest first. */
    public List<SentMessage> sent(MessageQuery query) {
        return transactions.read(() -> mapper.sent(
                query, query.text().isEmpty() ? null : query.namePattern(), query.phonePattern(), keys(query)));
    }

    private String[] keys(MessageQuery query) {
        return numbers.sought(query.text(), new String[] {query.salonId().toString()})
                .map(sought -> sought.keys().toArray(String[]::new))
                .orElse(new String[0]);
    }

    public Optional<SentMessage> sent(long id) {
        return transactions.read(() -> mapper.byId(id));
    }

    public MessageCounts counts(UUID salonId) {
        return transactions.read(() -> mapper.counts(salonId, MessageCounts.MOST + 1));
    }

    /** Returns the taps that were given up, the newest first. State and text of the query are ignored. */
    public List<ReceivedMessage> notHandled(MessageQuery query) {
        return transactions.read(() -> mapper.notHandled(query));
    }

    public Optional<ReceivedMessage> received(long id) {
        return transactions.read(() -> mapper.receivedById(id));
    }

    /** Returns the last act of a user on the message; empty if there was none. */
    public Optional<AuditEntry> latestAct(SentMessage message) {
        return latestAct(message.salonId(), message.id(), "outbound");
    }

    /** Returns the last act of a user on the tap; empty if there was none. */
    public Optional<AuditEntry> latestAct(ReceivedMessage message) {
        return latestAct(message.salonId(), message.id(), "inbound");
    }

    /** Filters by direction, because both directions number their messages separately. */
    private Optional<AuditEntry> latestAct(UUID salonId, long id, String direction) {
        return audit.of(salonId, Long.toString(id)).stream()
                .filter(line -> direction.equals(line.details().get("direction")))
                .reduce((earlier, later) -> later);
    }

    /** Returns why a message would not be sent again; empty if it would, once it has failed. */
    public Optional<Outdated> outdated(SentMessage message) {
        return transactions.read(() -> mapper.outdated(message.id(), clock.instant()));
    }

    /** Sends a failed message again, if its content is still true. */
    public Resending sendAgain(String username, SentMessage message) {
        CommitProbe<Resending> probe = new CommitProbe<>();
        Resending resending = transactions.run(() -> sendAgain(username, message, probe));
        told(resending.match(waiting -> true, refused -> false, tooLate -> false), message.salonId());
        return resending;
    }

    private Resending sendAgain(String username, SentMessage message, CommitProbe<Resending> probe) {
        // The lock order is that of a tap. Neither the customer nor staff can change the booking until the commit.
        mapper.lockCustomer(message.id());
        mapper.lockBooking(message.id());
        Optional<Outdated> outdated = mapper.outdated(message.id(), clock.instant());
        if (outdated.isPresent()) {
            return probe.committed(audit).orElseGet(() -> new Resending.Refused(outdated.get()));
        }
        if (!outbox.sendAgain(message.id())) {
            return probe.committed(audit).orElseGet(Resending.TooLate::new);
        }
        Resending waiting = new Resending.Waiting();
        probe.register(
                add(username, AuditedAct.MESSAGE_SENT_AGAIN, message.salonId(), message.id(), "outbound"), waiting);
        return waiting;
    }

    /** @return false if the message is not waiting, or no longer */
    public boolean giveUp(String username, SentMessage message) {
        boolean done = done(
                () -> outbox.giveUp(message.id()),
                () -> add(username, AuditedAct.MESSAGE_GIVEN_UP, message.salonId(), message.id(), "outbound"));
        return told(done, message.salonId());
    }

    /** @return false if the tap is not given up, or no longer */
    public boolean tryAgain(String username, ReceivedMessage message) {
        boolean done = done(
                () -> inbox.tryAgain(message.id(), clock.instant()),
                () -> add(username, AuditedAct.MESSAGE_SENT_AGAIN, message.salonId(), message.id(), "inbound"));
        return told(done, message.salonId());
    }

    /** @param line adds the line to the audit log, if the act was done */
    private boolean done(BooleanSupplier act, LongSupplier line) {
        CommitProbe<Boolean> probe = new CommitProbe<>();
        return transactions.run(() -> {
            if (act.getAsBoolean()) {
                probe.register(line.getAsLong(), true);
                return true;
            }
            return probe.committed(audit).isPresent();
        });
    }

    private long add(String username, AuditedAct act, UUID salonId, long id, String direction) {
        return audit.add(username, act, salonId, Long.toString(id), Map.of("direction", direction));
    }

    private boolean told(boolean done, UUID salonId) {
        if (done) {
            transactions.afterCommit(outbox::wake);
            signals.publish(salonId, Topic.MESSAGES);
        }
        return done;
    }
}
