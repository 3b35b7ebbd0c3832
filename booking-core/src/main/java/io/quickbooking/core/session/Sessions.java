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
 * Manages the sessions of customers. The journal in the database is authoritative, the store saves reading it. The
 * customer's row names the current session and selection; as every tap locks that row first, an outdated store is
 * detected and the journal is read instead.
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

    /** @param measures counts sessions that expire */
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

    /** Returns how long a selection waits for its confirmation. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Returns the session of the locked customer; empty when there is none or it has expired. */
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
                // choice; service() allows for that.
                .filter(session -> session.isAlive(now))
                .or(() -> journal.active(id).map(Sessions::session))
                .filter(session -> session.isAlive(now));
    }

    /**
     * Returns a selection of the locked customer, in the current session or a new one. Nothing is written yet.
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
     * Returns a step of the locked customer towards a slot, in the current session or a new one. A valid card stays as
     * it is, and so does its end. Nothing is written yet.
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
     * Ends the previous session of the locked customer, so that another can begin. Call this before the new one is
     * written: only one session of a customer can be active.
     */
    public void expirePrevious(SessionContext session, Customer customer) {
        UUID before = customer.sessionId();
        if (before != null && !before.equals(session.id())) {
            // It has expired, and the sweep has not marked it yet.
            journal.expireOne(before);
        }
    }

    /**
     * Returns the service of a session; null: none is chosen yet.
     *
     * @param session of the locked customer. Without a card, the store may have an earlier step with the same token, so
     *     that the journal is read
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

    /** Returns whether a token names a selection of this customer, a past one included. */
    public boolean knows(SelectionToken token, Customer customer) {
        return journal.knows(token.sessionId(), customer.id(), token.number());
    }

    /** Puts the session into the store. Call this after the commit that writes it. */
    public void keep(SessionContext session) {
        store.put(session);
    }

    /** Removes the session from the store. Call this after the commit that ends it. */
    public void forget(SessionContext session) {
        store.remove(session.key());
    }

    /**
     * Marks expired sessions, each once however many nodes run this.
     *
     * @return how many expired
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
     * Expires the session of a simulated customer at once, as if its time had passed. Runs in the transaction of the
     * caller, who has locked the customer and writes {@link Customer#withoutSession()} back.
     *
     * @return whether there was a session
     */
    public boolean runOut(Customer customer, Instant now) {
        return customer.realm() == Realm.SIMULATED && journal.runOut(customer.id(), now) > 0;
    }

    /** Removes the session from the store. Call this after the commit of {@link #runOut}. */
    public void forget(Customer customer) {
        store.remove(SessionContext.key(customer.id(), customer.salonId()));
    }

    /**
     * Reloads live sessions into a store that is empty after a restart, a page at a time: a hundred thousand in one
     * transaction take longer than the server waits for an idle client.
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
     * Stores for live cards the instant when the clock shows their wall time, where that differs from their start, in
     * the caller's transaction. Lists display it; a tap on Confirm determines it by itself.
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

    /** Holds equal values of many sessions once, as the catalogue does. */
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
