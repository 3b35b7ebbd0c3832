package io.quickbooking.core.conversation;

import io.quickbooking.core.analytics.TapEvent;
import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.conversation.Decision.Subject;
import io.quickbooking.core.conversation.TapRecordMapper.WrittenReply;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.SessionEnd;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides one tap and writes all its effects, inside the transaction of the caller, who has locked the customer. */
final class TapDecider {
    private static final Logger log = LoggerFactory.getLogger(TapDecider.class);

    private final ButtonParserService buttons;
    private final Vocabulary vocabulary = new Vocabulary();
    private final ButtonAnswers buttonAnswers;
    private final TextAnswers textAnswers;
    private final RateLimit limit;
    private final Replies replies;
    private final Sessions sessions;
    private final Outbox outbox;
    private final Transactions transactions;
    private final TapRecordMapper mapper;
    private final Signals signals;
    private final Measures measures;

    TapDecider(
            ButtonParserService buttons,
            ButtonAnswers buttonAnswers,
            TextAnswers textAnswers,
            RateLimit limit,
            Replies replies,
            Sessions sessions,
            Outbox outbox,
            Transactions transactions,
            Mappers mappers,
            Signals signals,
            Measures measures) {
        this.buttons = buttons;
        this.buttonAnswers = buttonAnswers;
        this.textAnswers = textAnswers;
        this.limit = limit;
        this.replies = replies;
        this.sessions = sessions;
        this.outbox = outbox;
        this.transactions = transactions;
        this.mapper = mappers.get(TapRecordMapper.class);
        this.signals = signals;
        this.measures = measures;
    }

    /**
     * A tap or a text that the inbox has admitted.
     *
     * @param buttonId null: it is a text
     * @param words null: it is a tap
     * @param attempt number of this attempt on the database, from 1
     */
    record TapFacts(
            long inboundId,
            @Nullable String buttonId,
            @Nullable String words,
            @Nullable String language,
            Instant tappedAt,
            Instant receivedAt,
            int attempt) {}

    /**
     * The result of a tap, which is published after the commit.
     *
     * @param leased the reply, if this node alone may send it for now
     */
    record Decided(Decision decision, TapFacts tap, String kind, Outbox.@Nullable Leased leased) {
        /** @param committed whether the transaction is committed */
        void tellOf(Traces.Step step, boolean committed) {
            step.tell("transaction", committed ? null : "callers")
                    .tell("kind", kind)
                    .tell("outcome", decision.outcome().code())
                    .tell(
                            "booking",
                            decision.booking() == null
                                    ? null
                                    : decision.booking().bookingCode())
                    .tell("attempt", tap.attempt());
        }
    }

    /** The ledger's description of a message, whatever its outcome. */
    private record Kind(String kind, String buttonId) {
        private static final String TEXT = "text";

        static Kind of(String buttonId, Optional<ButtonId> button) {
            return new Kind(button.map(ButtonId::kind).orElse("unknown"), buttonId);
        }

        /** Describes a text by its recognized word, never by its words as written. */
        static Kind of(@Nullable Word word) {
            return new Kind(TEXT, word == null ? "" : word.code());
        }
    }

    Decided decide(TapFacts tap, Salon salon, Customer locked, Instant now) {
        return tap.buttonId() == null
                ? decideText(tap, Objects.requireNonNull(tap.words()), salon, locked, now)
                : decideTap(tap, tap.buttonId(), salon, locked, now);
    }

    private Decided decideTap(TapFacts tap, String buttonId, Salon salon, Customer locked, Instant now) {
        Locale language =
                Languages.closest(tap.language() != null ? tap.language() : locked.language(), salon.language());
        Customer customer = limit.count(
                tap.language() == null ? locked : locked.speaking(language.toLanguageTag()), tap.tappedAt(), now);
        Optional<ButtonId> button = buttons.parse(buttonId);
        Decision decision;
        if (customer.limitedAt() != null) {
            decision = limited(locked, language);
        } else if (isTooOld(tap, now)) {
            // Meta delivers for up to seven days; the customer may no longer want now what they wanted then.
            decision = Decision.answer(TapOutcome.SESSION_EXPIRED, replies.notice(Notice.SESSION_EXPIRED, language));
        } else if (button.isEmpty()) {
            decision = Decision.answer(TapOutcome.MALFORMED, replies.notice(Notice.INVALID_BUTTON, language));
        } else {
            decision = buttonAnswers.decide(button.get(), context(salon, customer, language, now));
        }
        return written(decision, tap, Kind.of(buttonId, button), salon, customer, now);
    }

    private Decided decideText(TapFacts text, String words, Salon salon, Customer locked, Instant now) {
        Vocabulary.Understood understood = vocabulary.understand(words);
        Locale likely = Languages.closest(null, salon.language());
        Customer writer = Optional.ofNullable(text.language())
                .map(tag -> Languages.closest(tag, salon.language()))
                .or(() -> understood.language(known(locked, salon), likely))
                .map(language -> locked.speaking(language.toLanguageTag()))
                .orElse(locked);
        Locale language = Languages.closest(writer.language(), salon.language());
        // A request to stop is never rate-limited, however often it comes: it is answered once.
        boolean counts = understood.word() != Word.STOP;
        Customer customer = counts ? limit.count(writer, text.tappedAt(), now) : writer;
        Decision decision;
        if (counts && customer.limitedAt() != null) {
            decision = limited(locked, language);
        } else if (isTooOld(text, now)) {
            decision = Decision.silence();
        } else {
            decision = textAnswers.decide(understood.word(), context(salon, customer, language, now));
        }
        return written(decision, text, Kind.of(understood.word()), salon, customer, now);
    }

    /** @param before the customer as this message found them: a customer who was limited already has been notified */
    private Decision limited(Customer before, Locale language) {
        return Decision.limited(before.limitedAt() == null ? replies.notice(Notice.TOO_FAST, language) : null);
    }

    private static @Nullable Locale known(Customer customer, Salon salon) {
        return customer.language() == null ? null : Languages.closest(customer.language(), salon.language());
    }

    private boolean isTooOld(TapFacts tap, Instant now) {
        return tap.tappedAt().plus(sessions.lifetime()).isBefore(now);
    }

    private TapContext context(Salon salon, Customer customer, Locale language, Instant now) {
        return new TapContext(
                salon,
                customer,
                sessions.current(customer, now).map(session -> session.on(salon.zone())),
                language,
                now);
    }

    /** Answers a message that could not be decided in several attempts. */
    Decided giveUp(TapFacts tap, Salon salon, Customer customer, Instant now) {
        Locale language =
                Languages.closest(tap.language() != null ? tap.language() : customer.language(), salon.language());
        Decision decision = Decision.answer(TapOutcome.FAILED, replies.notice(Notice.FAILURE, language));
        Kind kind = tap.buttonId() == null ? Kind.of(null) : Kind.of(tap.buttonId(), buttons.parse(tap.buttonId()));
        return written(decision, tap, kind, salon, customer, now);
    }

    /**
     * Updates the session store, hands the reply over and notifies the listeners: now, or after the commit of the
     * caller's transaction.
     */
    void committed(Decided decided, String messageId, UUID salonId, Realm realm, InstantSource clock) {
        transactions.afterCommit(() -> {
            try (LogContext ignored = LogContext.ofMessage(messageId)) {
                afterCommit(decided, realm, clock.instant());
            }
        });
        // The signals wait for the commit by themselves.
        if (realm == Realm.SIMULATED) {
            signals.publish(salonId, Topic.SIMULATION);
        } else if (changesBookings(decided.decision().outcome())) {
            signals.publish(salonId, Topic.SESSIONS, Topic.MESSAGES, Topic.BOOKINGS);
        } else {
            signals.publish(salonId, Topic.SESSIONS, Topic.MESSAGES);
        }
    }

    private void afterCommit(Decided decided, Realm realm, Instant at) {
        Decision decision = decided.decision();
        SessionContext session = decision.session();
        if (session != null
                && (decision.sessionStep() == SessionStep.SELECT || decision.sessionStep() == SessionStep.ADVANCE)) {
            sessions.keep(session);
        } else if (session != null && decision.sessionStep().end() != null) {
            sessions.forget(session);
        }
        if (changesBookings(decision.outcome())) {
            String code = Objects.requireNonNull(decision.booking()).bookingCode();
            try (LogContext ignored = LogContext.ofBooking(code)) {
                log.info("{} {}", decision.outcome() == TapOutcome.BOOKED ? "Booked" : "Cancelled", code);
            }
        }
        if (decided.leased() == null) {
            outbox.wake();
        } else {
            outbox.send(decided.leased());
        }
        if (realm == Realm.LIVE) {
            measure(decided, at);
        }
    }

    private static boolean changesBookings(TapOutcome outcome) {
        return outcome == TapOutcome.BOOKED || outcome == TapOutcome.CANCELLED;
    }

    private void measure(Decided decided, Instant at) {
        Decision decision = decided.decision();
        TapFacts tap = decided.tap();
        // The last attempt succeeded, unless the tap is given up.
        int failed = tap.attempt() - (decision.outcome() == TapOutcome.FAILED ? 0 : 1);
        measures.tap(
                decided.kind(),
                decision.outcome().code(),
                tap.attempt(),
                failed,
                Duration.between(tap.receivedAt(), at));
        SessionContext session = decision.session();
        SessionEnd end = decision.sessionStep().end();
        if (session != null && decision.sessionStep() == SessionStep.SELECT && session.selection() == 1) {
            measures.sessionStarted();
        } else if (session != null && end != null && session.hasCard()) {
            measures.sessionsEnded(end.name().toLowerCase(Locale.ROOT), 1);
            if (end == SessionEnd.BOOKED) {
                measures.confirmed(Duration.between(session.timestamp(), at));
            }
        }
    }

    private Decided written(Decision decision, TapFacts tap, Kind kind, Salon salon, Customer customer, Instant now) {
        Customer noted = decision.customerChange().apply(customer);
        if (decision.outcome() == TapOutcome.BOOKED) {
            noted = noted.optedIn();
        }
        SessionContext session = decision.session();
        SessionEnd end = decision.sessionStep().end();
        SessionContext continued = null;
        if (session != null && end != null) {
            noted = noted.withoutSession();
        } else if (session != null && decision.sessionStep() != SessionStep.NONE) {
            continued = session;
            sessions.expirePrevious(session, customer);
            noted = noted.inSession(session.id(), session.selection());
        }
        OutboundMessage reply = decision.reply() == null ? null : reply(decision, decision.reply(), tap, customer, now);
        String payload = reply == null ? null : reply.payload();
        String trace = outbox.trace();
        boolean counts = decision.outcome() == TapOutcome.BOOKED && customer.realm() == Realm.LIVE;
        Optional<WrittenReply> written = mapper.write(new TapRecord(
                event(decision, tap, kind, customer, now),
                noted,
                reply,
                payload,
                trace,
                reply == null ? null : leaseEnd(reply, tap.tappedAt()),
                continued,
                continued == null || continued.selectedSlot() == null
                        ? null
                        : continued.card().end(),
                continued == null || continued.selectedSlot() == null
                        ? null
                        : continued.card().wallTime(),
                continued == null || continued.selectedSlot() == null
                        ? null
                        : salon.zone().getId(),
                session == null || end == null ? null : session.id(),
                end,
                counts ? salon.id() : null));
        Outbox.Leased leased = written.filter(WrittenReply::leased)
                .map(one -> new Outbox.Leased(
                        one.id(),
                        Objects.requireNonNull(reply),
                        Objects.requireNonNull(payload),
                        salon.phoneNumberId(),
                        customer.identity(),
                        tap.tappedAt(),
                        tap.receivedAt(),
                        trace))
                .orElse(null);
        return new Decided(decision, tap, kind.kind(), leased);
    }

    /**
     * Returns the end of the lease. A caller's transaction may take longer than a lease, so there is none then; the
     * relay looks for the reply after its commit.
     */
    private @Nullable Instant leaseEnd(OutboundMessage reply, Instant tappedAt) {
        return transactions.commitsNext() ? outbox.leaseEnd(reply, tappedAt).orElse(null) : null;
    }

    private static OutboundMessage reply(
            Decision decision, InteractiveMessage reply, TapFacts tap, Customer customer, Instant now) {
        SessionContext session = decision.session();
        return new OutboundMessage(
                customer.salonId(),
                customer.realm(),
                customer.id(),
                tap.inboundId(),
                session == null ? null : session.id(),
                decision.booking() == null ? null : decision.booking().id(),
                decision.outcome().code(),
                reply,
                now);
    }

    private static TapEvent event(Decision decision, TapFacts tap, Kind kind, Customer customer, Instant now) {
        Subject subject = decision.subject();
        return new TapEvent(
                customer.salonId(),
                customer.realm(),
                kind.kind(),
                kind.buttonId(),
                customer.id(),
                decision.session() == null ? null : decision.session().id(),
                subject == null ? null : subject.masterId(),
                subject == null ? null : subject.serviceId(),
                subject == null ? null : subject.start(),
                decision.outcome().code(),
                decision.refusal() == null ? null : decision.refusal().code(),
                decision.booking() == null ? null : decision.booking().id(),
                tap.inboundId(),
                tap.attempt(),
                tap.tappedAt(),
                tap.receivedAt(),
                now);
    }
}
