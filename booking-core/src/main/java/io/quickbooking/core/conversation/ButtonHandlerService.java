package io.quickbooking.core.conversation;

import io.quickbooking.core.analytics.TapEvents;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.TapDecider.Decided;
import io.quickbooking.core.conversation.TapDecider.TapFacts;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.customer.MaskedText;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers taps and texts. One message is one transaction: the inbox row that makes it count once, the session, the
 * booking, the event and the reply in the outbox are written together or not at all.
 *
 * <p>Thread-safe. The taps of one customer are handled one after another, on however many threads and nodes they
 * arrive.
 */
public final class ButtonHandlerService {
    /** Name of the step in a trace. */
    static final String STEP = "tap";

    private final Transactions transactions;
    private final Catalog catalog;
    private final Customers customers;
    private final Inbox inbox;
    private final TapDecider decider;
    private final WaitingTaps waitingTaps;
    private final TapEvents events;
    private final Outbox outbox;
    private final Traces traces;
    private final InstantSource clock;

    public ButtonHandlerService(
            Mappers mappers,
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
            Signals signals,
            RateLimit limit,
            Measures measures,
            Traces traces,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.customers = customers;
        this.inbox = inbox;
        this.events = events;
        this.outbox = outbox;
        this.traces = traces;
        this.clock = clock;
        Replies replies = new Replies(messages, buttons, availability);
        Holds holds = new Holds(bookings);
        LockedFacts facts = new LockedFacts(catalog, bookings);
        SlotSelection slotSelection = new SlotSelection(facts, availability, sessions, holds, replies);
        OfferSearch free = new OfferSearch(availability, transactions, customers);
        QuickOffer quickOffer = new QuickOffer(free, bookings, sessions, replies);
        Cancellation cancellation = new Cancellation(bookings, holds, replies);
        this.decider = new TapDecider(
                buttons,
                new ButtonAnswers(
                        slotSelection,
                        new Confirmation(facts, availability, bookings, sessions, holds, slotSelection, replies),
                        quickOffer,
                        new StepByStep(free, sessions, slotSelection, replies),
                        cancellation,
                        replies),
                new TextAnswers(quickOffer, cancellation, holds, replies),
                limit,
                replies,
                sessions,
                outbox,
                transactions,
                mappers,
                signals,
                measures);
        this.waitingTaps = new WaitingTaps(transactions, catalog, customers, inbox, decider, traces, clock);
    }

    /**
     * Handles a tap or a text and returns the message that the customer receives. The same message is in the outbox and
     * on its way.
     *
     * <p>Inside a transaction of the caller, everything becomes part of that transaction: the reply is sent, logged and
     * counted after its commit, and a rollback leaves nothing behind. In that case there is no retry.
     *
     * @throws IllegalArgumentException when there is no such salon
     * @throws IllegalStateException inside a read-only transaction of the caller
     * @throws io.quickbooking.core.database.CallersTransactionException when the database fails inside a transaction of
     *     the caller, which cannot be repeated here
     * @throws RuntimeException when the database fails after all retries; either the tap has had no effect, or handling
     *     the same tap again finds its effect
     */
    public TapAnswer handle(Tap tap) {
        try (LogContext ignored = LogContext.ofMessage(tap.message().messageId())) {
            Arrival arrival = take(tap);
            if (arrival.queued()) {
                waitingTaps.process(tap.sender());
            }
            return arrival.decided() == null
                    ? earlierAnswer(tap)
                    : arrival.decided().decision().answer();
        }
    }

    /**
     * Accepts a tap without returning the answer.
     *
     * @return whether it now waits behind older taps of its customer, see {@link InboxWorker}
     */
    public boolean accept(Tap tap) {
        try (LogContext ignored = LogContext.ofMessage(tap.message().messageId())) {
            return take(tap).queued();
        }
    }

    /** Handles the taps that the inbox stores for later. */
    WaitingTaps waitingTaps() {
        return waitingTaps;
    }

    /** @param decided null: the tap waits, or was handled before */
    private record Arrival(@Nullable Decided decided, boolean queued) {}

    private Arrival take(Tap tap) {
        try (Traces.Step step = traces.begin(STEP)) {
            try {
                Arrival arrival = admit(tap);
                if (arrival.decided() != null) {
                    arrival.decided().tellOf(step, !transactions.isJoined());
                } else {
                    step.tell("outcome", arrival.queued() ? "waits" : "came_before");
                }
                return arrival;
            } catch (RuntimeException failure) {
                step.failed(failure);
                throw failure;
            }
        }
    }

    private Arrival admit(Tap tap) {
        Salon salon = salon(tap);
        Arrival arrival = transactions.run(attempt -> {
            Customer customer = customers.lock(
                    tap.salonId(),
                    tap.realm(),
                    tap.sender().identity(),
                    tap.message().profileName(),
                    tap.message().sentAt(),
                    tap.receivedAt());
            // The clock is read under the lock, because waiting for the lock takes time too.
            Instant now = clock.instant();
            return inbox.admit(customer, tap.message(), tap.language(), tap.receivedAt(), now)
                    .match(
                            admitted -> new Arrival(
                                    decider.decide(facts(tap, admitted.id(), attempt), salon, customer, now), false),
                            queued -> new Arrival(null, true),
                            duplicate -> {
                                // The customer was erased in the meantime: a redelivered message must not create the
                                // row again.
                                customers.deleteIfUnused(customer, tap.receivedAt());
                                if (attempt > 1) {
                                    // An earlier attempt was committed, but its result was lost: no node has sent its
                                    // answer yet.
                                    inbox.idOf(tap.salonId(), tap.message().messageId())
                                            .ifPresent(outbox::release);
                                }
                                return new Arrival(null, false);
                            });
        });
        if (arrival.decided() == null) {
            transactions.afterCommit(outbox::wake);
        } else {
            decider.committed(arrival.decided(), tap.message().messageId(), tap.salonId(), tap.realm(), clock);
        }
        return arrival;
    }

    private Salon salon(Tap tap) {
        return catalog.byId(tap.salonId())
                .orElseThrow(() -> new IllegalArgumentException("there is no salon " + tap.salonId()));
    }

    private static TapFacts facts(Tap tap, long inboundId, int attempt) {
        return new TapFacts(
                inboundId,
                tap.message().buttonId(),
                tap.message().buttonId() != null ? null : tap.message().words(),
                tap.language(),
                tap.message().sentAt(),
                tap.receivedAt(),
                attempt);
    }

    /** Returns the answer of a tap that took effect before. */
    private TapAnswer earlierAnswer(Tap tap) {
        return transactions.run(() -> {
            OptionalLong inboundId = inbox.idOf(tap.salonId(), tap.message().messageId());
            if (inboundId.isEmpty()) {
                throw new IllegalStateException(
                        "tap " + MaskedText.of(tap.message().messageId()) + " is missing from the inbox");
            }
            TapEvents.Recorded recorded = events.outcomeOf(inboundId.getAsLong())
                    .orElseThrow(() ->
                            new TapWaitsException(MaskedText.of(tap.message().messageId())));
            return new TapAnswer(
                    TapOutcome.ofCode(recorded.outcome()),
                    outbox.replyTo(inboundId.getAsLong()).orElse(null),
                    recorded.bookingCode());
        });
    }
}
