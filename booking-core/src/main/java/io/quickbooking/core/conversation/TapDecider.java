package io.quickbooking.core.conversation;

import io.quickbooking.core.analytics.TapEvent;
import io.quickbooking.core.analytics.TapEvents;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.conversation.Decision.Subject;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.SessionEnd;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Decides one tap and writes everything it comes to, inside the transaction of the caller, who has locked its customer. */
final class TapDecider {
    private static final Logger log = LoggerFactory.getLogger(TapDecider.class);

    private final ButtonParserService buttons;
    private final SlotSelection slotSelection;
    private final Confirmation confirmation;
    private final TimeChange timeChange;
    private final Replies replies;
    private final Sessions sessions;
    private final Customers customers;
    private final BookingWriter bookings;
    private final Outbox outbox;
    private final TapEvents events;
    private final Signals signals;

    TapDecider(
            ButtonParserService buttons,
            SlotSelection slotSelection,
            Confirmation confirmation,
            TimeChange timeChange,
            Replies replies,
            Sessions sessions,
            Customers customers,
            BookingWriter bookings,
            Outbox outbox,
            TapEvents events,
            Signals signals) {
        this.buttons = buttons;
        this.slotSelection = slotSelection;
        this.confirmation = confirmation;
        this.timeChange = timeChange;
        this.replies = replies;
        this.sessions = sessions;
        this.customers = customers;
        this.bookings = bookings;
        this.outbox = outbox;
        this.events = events;
        this.signals = signals;
    }

    /**
     * A tap that the inbox has admitted.
     *
     * @param attempt which attempt on the database this is, from 1
     */
    record TapFacts(
            long inboundId,
            String buttonId,
            @Nullable String language,
            Instant tappedAt,
            Instant receivedAt,
            int attempt) {}

    Decision decide(TapFacts tap, Salon salon, Customer locked, Instant now) {
        Locale language =
                Languages.closest(tap.language() != null ? tap.language() : locked.language(), salon.language());
        Customer customer = tap.language() == null ? locked : locked.speaking(language.toLanguageTag());
        Optional<ButtonId> button = buttons.parse(tap.buttonId());
        Decision decision;
        if (tap.tappedAt().plus(sessions.lifetime()).isBefore(now)) {
            // Meta delivers for up to seven days; what the customer wanted then may not be what they want now.
            decision = Decision.answer(TapOutcome.SESSION_EXPIRED, replies.notice(Notice.SESSION_EXPIRED, language));
        } else if (button.isEmpty()) {
            decision = Decision.answer(TapOutcome.MALFORMED, replies.notice(Notice.INVALID_BUTTON, language));
        } else {
            TapContext context = new TapContext(salon, customer, sessions.current(customer, now), language, now);
            decision = button.get()
                    .fold(
                            picked -> slotSelection.decide(picked, context),
                            confirm -> confirmation.decide(confirm, context),
                            change -> timeChange.decide(context));
        }
        write(decision, tap, button, customer, now);
        return decision;
    }

    /** Answers a tap that could not be decided in several attempts. */
    Decision giveUp(TapFacts tap, Salon salon, Customer customer, Instant now) {
        Locale language =
                Languages.closest(tap.language() != null ? tap.language() : customer.language(), salon.language());
        Decision decision = Decision.answer(TapOutcome.FAILED, replies.notice(Notice.FAILURE, language));
        write(decision, tap, buttons.parse(tap.buttonId()), customer, now);
        return decision;
    }

    /** Brings the sessions at hand up to date and tells who watches. To be called after the commit. */
    void committed(Decision decision, UUID salonId, Realm realm) {
        SessionContext session = decision.session();
        if (session != null && decision.sessionStep() == SessionStep.SELECT) {
            sessions.keep(session);
        } else if (session != null && decision.sessionStep().end() != null) {
            sessions.forget(session);
        }
        if (decision.outcome() == TapOutcome.BOOKED) {
            String code = Objects.requireNonNull(decision.booking()).bookingCode();
            try (MDC.MDCCloseable ignored = MDC.putCloseable("booking", code)) {
                log.info("Booked {}", code);
            }
        }
        outbox.wake();
        if (realm == Realm.SIMULATED) {
            signals.publish(salonId, Topic.SIMULATION);
        } else if (decision.outcome() == TapOutcome.BOOKED) {
            signals.publish(salonId, Topic.SESSIONS, Topic.MESSAGES, Topic.BOOKINGS);
        } else {
            signals.publish(salonId, Topic.SESSIONS, Topic.MESSAGES);
        }
    }

    private void write(Decision decision, TapFacts tap, Optional<ButtonId> button, Customer customer, Instant now) {
        SessionContext session = decision.session();
        long replyId = outbox.add(new OutboundMessage(
                customer.salonId(),
                customer.realm(),
                customer.id(),
                tap.inboundId(),
                session == null ? null : session.id(),
                decision.booking() == null ? null : decision.booking().id(),
                decision.outcome().code(),
                decision.reply(),
                now));
        customers.save(advanceSession(decision, customer, replyId, now), tap.tappedAt(), now);
        events.add(event(decision, tap, button, customer, replyId, now));
        if (decision.outcome() == TapOutcome.BOOKED && customer.realm() == Realm.LIVE) {
            bookings.count(customer.salonId());
        }
    }

    private Customer advanceSession(Decision decision, Customer customer, long replyId, Instant now) {
        SessionContext session = decision.session();
        if (session == null || decision.sessionStep() == SessionStep.NONE) {
            return customer;
        }
        SessionEnd end = decision.sessionStep().end();
        if (end == null) {
            sessions.save(session, customer, replyId);
            return customer.inSession(session.id(), session.selection());
        }
        sessions.end(session, end, now);
        return customer.withoutSession();
    }

    private static TapEvent event(
            Decision decision, TapFacts tap, Optional<ButtonId> button, Customer customer, long replyId, Instant now) {
        Subject subject = decision.subject();
        return new TapEvent(
                customer.salonId(),
                customer.realm(),
                button.map(ButtonId::kind).orElse("unknown"),
                tap.buttonId(),
                customer.id(),
                decision.session() == null ? null : decision.session().id(),
                subject == null ? null : subject.masterId(),
                subject == null ? null : subject.serviceId(),
                subject == null ? null : subject.start(),
                decision.outcome().code(),
                decision.refusal() == null ? null : decision.refusal().code(),
                decision.booking() == null ? null : decision.booking().id(),
                tap.inboundId(),
                replyId,
                tap.attempt(),
                tap.tappedAt(),
                tap.receivedAt(),
                now);
    }
}
