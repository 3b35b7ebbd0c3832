package io.quickbooking.core.conversation;

import io.quickbooking.core.analytics.TapEvents;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.TapDecider.Admitted;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.inbox.StoredMessage;
import io.quickbooking.core.inbox.WaitingSender;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Answers taps. One tap is one transaction: the inbox row that makes it count once, the session, the booking, the event
 * and the reply in the outbox are written together or not at all.
 *
 * <p>Thread-safe. Taps of one customer are handled one after another, on however many threads and nodes they arrive.
 */
public final class ButtonHandlerService {
    private static final Logger log = LoggerFactory.getLogger(ButtonHandlerService.class);

    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final Catalog catalog;
    private final Customers customers;
    private final Inbox inbox;
    private final TapDecider decider;
    private final TapEvents events;
    private final Outbox outbox;
    private final InstantSource clock;

    public ButtonHandlerService(
            Transactions transactions,
            Catalog catalog,
            Customers customers,
            Inbox inbox,
            AvailabilityService availability,
            ButtonParserService buttons,
            BookingWriter bookings,
            InteractiveMessageBuilder messages,
            Sessions sessions,
            Outbox outbox,
            TapEvents events,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.customers = customers;
        this.inbox = inbox;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
        Replies replies = new Replies(messages, buttons, availability);
        this.decider = new TapDecider(
                buttons,
                new SlotSelection(availability, sessions, replies),
                new Confirmation(catalog, availability, bookings, sessions, replies),
                new TimeChange(replies),
                replies,
                sessions,
                customers,
                bookings,
                outbox,
                events);
    }

    /**
     * Handles a tap and answers with what the customer receives. The reply is also in the outbox and on its way.
     *
     * @throws IllegalArgumentException when there is no such salon
     * @throws RuntimeException when the database fails after all retries; the tap then has had no effect, or its effect is
     *     found when the same tap is handled again
     */
    public TapAnswer handle(Tap tap) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable("wamid", tap.message().messageId())) {
            return receive(tap).map(Decision::answer).orElseGet(() -> earlierAnswer(tap));
        }
    }

    /**
     * Takes a tap in without asking for the answer.
     *
     * @return whether it now waits behind older taps of its customer, see {@link InboxWorker}
     */
    public boolean accept(Tap tap) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable("wamid", tap.message().messageId())) {
            Arrival arrival = arrive(tap);
            if (arrival.decision() != null) {
                decider.committed(arrival.decision());
            }
            return arrival.queued();
        }
    }

    private Optional<Decision> receive(Tap tap) {
        Arrival arrival = arrive(tap);
        if (arrival.decision() != null) {
            decider.committed(arrival.decision());
            return Optional.of(arrival.decision());
        }
        if (arrival.queued()) {
            CustomerIdentity sender = Objects.requireNonNull(tap.message().sender());
            workOff(new WaitingSender(tap.salonId(), tap.realm(), sender.sender(), sender.phone(), sender.userId()));
        }
        return Optional.empty();
    }

    /** @param decision null: it waits, or came before */
    private record Arrival(@Nullable Decision decision, boolean queued) {}

    private Arrival arrive(Tap tap) {
        Salon salon = salon(tap);
        return transactions.run(attempt -> {
            Instant now = clock.instant();
            CustomerIdentity sender = Objects.requireNonNull(tap.message().sender());
            Customer customer = customers.lock(
                    tap.salonId(), tap.realm(), sender, tap.message().profileName(), now);
            return inbox.admit(tap.salonId(), tap.realm(), tap.message(), tap.language(), tap.receivedAt())
                    .fold(
                            id -> new Arrival(decider.decide(admitted(tap, id, attempt), salon, customer, now), false),
                            () -> new Arrival(null, true),
                            () -> new Arrival(null, false));
        });
    }

    private Salon salon(Tap tap) {
        return catalog.byId(tap.salonId())
                .orElseThrow(() -> new IllegalArgumentException("there is no salon " + tap.salonId()));
    }

    private static Admitted admitted(Tap tap, long inboundId, int attempt) {
        return new Admitted(
                inboundId,
                Objects.requireNonNull(tap.message().buttonId()),
                tap.language(),
                tap.message().sentAt(),
                tap.receivedAt(),
                attempt);
    }

    /** What a tap that took effect before was answered with. */
    private TapAnswer earlierAnswer(Tap tap) {
        return transactions.run(() -> {
            OptionalLong inboundId = inbox.idOf(tap.salonId(), tap.message().messageId());
            if (inboundId.isEmpty()) {
                throw new IllegalStateException("tap " + tap.message().messageId() + " has gone from the inbox");
            }
            TapEvents.Recorded recorded = events.outcomeOf(inboundId.getAsLong())
                    .orElseThrow(() -> new TapWaitsException(tap.message().messageId()));
            return new TapAnswer(
                    TapOutcome.ofCode(recorded.outcome()),
                    outbox.replyTo(inboundId.getAsLong()).orElseThrow().content(),
                    recorded.bookingCode());
        });
    }

    /**
     * Handles the waiting taps of one customer, oldest first, until none is due.
     *
     * @return how many were handled
     */
    int workOff(WaitingSender sender) {
        int handled = 0;
        while (workOffNext(sender)) {
            handled++;
        }
        return handled;
    }

    private boolean workOffNext(WaitingSender sender) {
        Salon salon = catalog.byId(sender.salonId()).orElseThrow();
        try {
            Optional<Decision> decision = transactions.run(attempt -> {
                Instant now = clock.instant();
                return lockNext(sender, now).map(locked -> {
                    inbox.done(locked.message(), now);
                    return decider.decide(admitted(locked.message(), attempt), salon, locked.customer(), now);
                });
            });
            decision.ifPresent(decider::committed);
            return decision.isPresent();
        } catch (RuntimeException failure) {
            postpone(sender, salon, failure);
            return false;
        }
    }

    private record LockedMessage(StoredMessage message, Customer customer) {}

    private Optional<LockedMessage> lockNext(WaitingSender sender, Instant now) {
        Customer customer = customers.lock(sender.salonId(), sender.realm(), sender.identity(), null, now);
        return inbox.next(sender)
                .filter(message -> message.isDue(now))
                .map(message -> new LockedMessage(message, customer.knownAs(message.identity(), message.name())));
    }

    private void postpone(WaitingSender sender, Salon salon, RuntimeException failure) {
        Optional<Decision> gaveUp = transactions.run(attempt -> {
            Instant now = clock.instant();
            return lockNext(sender, now).flatMap(locked -> {
                StoredMessage message = locked.message();
                log.warn("Attempt {} on message {} failed", message.attempts() + 1, message.messageId(), failure);
                if (message.attempts() + 1 < MOST_ATTEMPTS) {
                    inbox.postpone(message, now.plus(FIRST_DELAY.multipliedBy(1L << message.attempts())), failure);
                    return Optional.empty();
                }
                inbox.giveUp(message, now);
                return Optional.of(decider.giveUp(admitted(message, attempt), salon, locked.customer(), now));
            });
        });
        gaveUp.ifPresent(decider::committed);
    }

    private static Admitted admitted(StoredMessage message, int attempt) {
        return new Admitted(
                message.id(),
                message.buttonId(),
                message.language(),
                message.sentAt(),
                message.receivedAt(),
                message.attempts() + attempt);
    }
}
