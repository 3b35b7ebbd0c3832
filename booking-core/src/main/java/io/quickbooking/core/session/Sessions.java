package io.quickbooking.core.session;

import static java.util.Objects.requireNonNull;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.session.SessionJournalMapper.ExpiredRow;
import io.quickbooking.core.session.SessionJournalMapper.JournalRow;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of customers: the journal in the database is the truth, the store saves reading it. Which session and
 * selection a customer is at stands in the customer's row; as every tap locks that row first, a store that is behind
 * is noticed and the journal read instead.
 */
public final class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private static final int RELOADED_AT_A_TIME = 1_000;
    private static final UUID HIGHEST_ID = new UUID(-1, -1);

    private final SessionJournalMapper journal;
    private final SessionStore store;
    private final Transactions transactions;
    private final Signals signals;
    private final Duration lifetime;
    private final Measures measures;

    public Sessions(
            Mappers mappers, SessionStore store, Transactions transactions, Signals signals, Duration lifetime) {
        this(mappers, store, transactions, signals, lifetime, Measures.NONE);
    }

    /** @param measures hears of the ends of sessions that ran out */
    public Sessions(
            Mappers mappers,
            SessionStore store,
            Transactions transactions,
            Signals signals,
            Duration lifetime,
            Measures measures) {
        this.journal = mappers.get(SessionJournalMapper.class);
        this.store = store;
        this.transactions = transactions;
        this.signals = signals;
        this.lifetime = lifetime;
        this.measures = measures;
    }

    /** How long a selection waits for its confirmation. */
    public Duration lifetime() {
        return lifetime;
    }

    /** The locked customer's session; empty when there is none or it has run out. */
    public Optional<SessionContext> current(Customer customer, Instant now) {
        UUID id = customer.sessionId();
        Integer selection = customer.selection();
        if (id == null || selection == null) {
            return Optional.empty();
        }
        SelectionToken token = new SelectionToken(id, selection);
        return store.find(SessionContext.key(customer.id(), customer.salonId()))
                .filter(session -> session.token().equals(token))
                // A store that is behind by a step without a card has the same token, an earlier end and another
                // choice,
                // for which see service().
                .filter(session -> session.isAlive(now))
                .or(() -> journal.active(id).map(Sessions::session))
                .filter(session -> session.isAlive(now));
    }

    /**
     * A selection of the locked customer, in the current session or a new one. Nothing is written yet.
     *
     * @param current the customer's live session, if any
     */
    public SessionContext select(
            Customer customer, Optional<SessionContext> current, SelectedSlot slot, String language, Instant now) {
        return new SessionContext(
                current.map(SessionContext::id).orElseGet(UUID::randomUUID),
                current.map(SessionContext::selection).orElse(0) + 1,
                customer.salonId(),
                customer.realm(),
                customer.id(),
                Step.CARD,
                Choice.of(slot),
                slot,
                customer.phone(),
                customer.name(),
                language,
                current.map(SessionContext::startedAt).orElse(now),
                now,
                now.plus(lifetime));
    }

    /**
     * A step of the locked customer towards a slot, in the current session or a new one. A card that stands stays as it is,
     * and so does its end. Nothing is written yet.
     *
     * @param current the customer's live session, if any
     */
    public SessionContext advance(
            Customer customer,
            Optional<SessionContext> current,
            Step step,
            Choice choice,
            String language,
            Instant now) {
        Optional<SessionContext> card = current.filter(SessionContext::hasCard);
        return new SessionContext(
                current.map(SessionContext::id).orElseGet(UUID::randomUUID),
                current.map(SessionContext::selection).orElse(0),
                customer.salonId(),
                customer.realm(),
                customer.id(),
                step,
                card.map(SessionContext::choice).orElse(choice),
                card.map(SessionContext::selectedSlot).orElse(null),
                customer.phone(),
                customer.name(),
                language,
                current.map(SessionContext::startedAt).orElse(now),
                card.map(SessionContext::timestamp).orElse(now),
                card.map(SessionContext::expiresAt).orElse(now.plus(lifetime)));
    }

    /**
     * Ends what is left of the locked customer's session before, so that another can go on with them. To be called before
     * that is written: only one session of a customer can be active.
     */
    public void makeRoomFor(SessionContext session, Customer customer) {
        UUID before = customer.sessionId();
        if (before != null && !before.equals(session.id())) {
            // It has run out and nobody has noticed yet.
            journal.expireOne(before);
        }
    }

    /**
     * Which service a session is about; null: it has none yet.
     *
     * @param session the locked customer's. Of one without a card the store may have an earlier step: its token is the same
     */
    public @Nullable UUID service(SessionContext session) {
        return session.hasCard()
                ? session.card().serviceId()
                : journal.active(session.id())
                        .map(Sessions::session)
                        .orElse(session)
                        .choice()
                        .serviceId();
    }

    /** Whether a token names a selection that this customer once made. */
    public boolean knows(SelectionToken token, Customer customer) {
        return journal.knows(token.sessionId(), customer.id(), token.number());
    }

    /** To be called after the commit of what it says. */
    public void keep(SessionContext session) {
        store.put(session);
    }

    /** To be called after the commit of its end. */
    public void forget(SessionContext session) {
        store.remove(session.key());
    }

    /**
     * Marks the sessions that have run out, each once however many nodes do it.
     *
     * @return how many there were
     */
    public int expire(Instant now) {
        List<ExpiredRow> expired = transactions.run(() -> journal.expire(now));
        expired.forEach(
                row -> signals.publish(row.salonId(), row.realm() == Realm.LIVE ? Topic.SESSIONS : Topic.SIMULATION));
        int withCard = expired.stream()
                .filter(row -> row.realm() == Realm.LIVE)
                .mapToInt(ExpiredRow::withCard)
                .sum();
        transactions.afterCommit(() -> measures.sessionsEnded("expired", withCard));
        return expired.stream().mapToInt(ExpiredRow::sessions).sum();
    }

    /**
     * Lets a simulated customer's session run out at once, as if the time until its end had passed. In the transaction of
     * the caller, who has locked the customer and writes {@link Customer#withoutSession()} back.
     *
     * @return whether there was one
     */
    public boolean runOut(Customer customer, Instant now) {
        return customer.realm() == Realm.SIMULATED && journal.runOut(customer.id(), now) > 0;
    }

    /** To be called after the commit of {@link #runOut}. */
    public void forget(Customer customer) {
        store.remove(SessionContext.key(customer.id(), customer.salonId()));
    }

    /**
     * Puts the sessions that were alive when the process ended back into a store that ended with it. A page at a time: a hundred thousand
     * in one transaction take longer than the server waits for a client that says nothing.
     */
    public void reload(Instant now) {
        if (store.outlivesNode()) {
            return;
        }
        EqualValues values = new EqualValues();
        int reloaded = 0;
        Instant expiresAt = now;
        UUID id = HIGHEST_ID;
        List<JournalRow> rows;
        do {
            Instant after = expiresAt;
            UUID afterId = id;
            rows = transactions.run(() -> journal.activeAfter(after, afterId, RELOADED_AT_A_TIME));
            rows.forEach(row -> store.put(session(row, values)));
            reloaded += rows.size();
            if (!rows.isEmpty()) {
                JournalRow last = rows.get(rows.size() - 1);
                expiresAt = last.expiresAt();
                id = last.id();
            }
        } while (rows.size() == RELOADED_AT_A_TIME);
        if (reloaded > 0) {
            log.info("Reloaded {} live sessions from the journal", reloaded);
        }
    }

    /**
     * Notes of live cards when the clock shows what they show, where that is not the moment they mean, in the caller's
     * transaction. Lists show that; a tap on Confirm finds it out by itself.
     *
     * @param offsets rows of {@link io.quickbooking.core.catalog.WallOffset} for the zones of salons, as JSON
     */
    public void noteDisagreeing(String offsets) {
        journal.noteWallTs(offsets);
    }

    private static SessionContext session(JournalRow row) {
        return session(row, new EqualValues());
    }

    private static SessionContext session(JournalRow row, EqualValues values) {
        SelectedSlot slot = row.selection() == 0 ? null : slot(row, values);
        return new SessionContext(
                row.id(),
                row.selection(),
                values.one(row.salonId()),
                row.realm(),
                row.customerId(),
                row.step(),
                slot == null
                        ? new Choice(values.oneOf(row.serviceId()), values.oneOf(row.masterId()), row.day())
                        : Choice.of(slot),
                slot,
                row.phone(),
                row.name(),
                values.one(row.language()),
                row.startedAt(),
                row.selectedAt(),
                row.expiresAt());
    }

    private static SelectedSlot slot(JournalRow row, EqualValues values) {
        Instant start = requireNonNull(row.startTs());
        LocalDateTime shown = requireNonNull(row.wallStart());
        return new SelectedSlot(
                shown.toLocalDate(),
                shown.toLocalTime(),
                start,
                values.one(requireNonNull(row.masterId())),
                values.one(requireNonNull(row.masterName())),
                values.one(requireNonNull(row.serviceId())),
                values.one(requireNonNull(row.serviceName())),
                values.one(Duration.between(start, requireNonNull(row.endTs()))),
                requireNonNull(row.price()),
                values.one(row.currency()),
                row.selectedAt());
    }

    /** What many sessions have in common is kept once, as it is when it comes from the catalogue. */
    private static final class EqualValues {
        private final Map<Object, Object> known = new HashMap<>();

        @SuppressWarnings("unchecked")
        <T> T one(T value) {
            return (T) requireNonNull(known.computeIfAbsent(value, first -> first));
        }

        <T> @Nullable T oneOf(@Nullable T value) {
            return value == null ? null : one(value);
        }
    }
}
