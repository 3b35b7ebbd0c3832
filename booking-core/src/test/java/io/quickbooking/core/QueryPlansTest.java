package io.quickbooking.core;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.bookings.ActOutcome;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.BookingActs;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.admin.lookup.BookingFilter;
import io.quickbooking.core.admin.lookup.BookingPage;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.admin.lookup.BookingSearch;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.admin.sessions.SessionFilter;
import io.quickbooking.core.admin.sessions.SessionFilter.Shown;
import io.quickbooking.core.admin.sessions.SessionList;
import io.quickbooking.core.admin.sessions.SessionPage;
import io.quickbooking.core.admin.sessions.SessionRow;
import io.quickbooking.core.admin.sessions.Timelines;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.ConflictsQuery;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsReport;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.reflection.SystemMetaObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What PostgreSQL does for the statements of the flow when the tables are large: no sequential scan over any of them, and
 * every index on bookings is there because a statement reads it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlansTest {
    private static final List<String> LARGE = List.of(
            "bookings",
            "customers",
            "customer_words",
            "sessions",
            "inbound_messages",
            "outbound_messages",
            "tap_events");

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final Explain explain = new Explain(database.dataSource());

    @BeforeAll
    void everythingThatTheFlowDoes() {
        TestSalon.Written salon =
                aSalon().withMaster("m123", "Sarah").withMaster("m2", "Bo").in(database);
        fill(salon);
        TestCore core = new TestCore(database.dataSource(), clock, explain);
        TapAnswer card = core.tap("15550100001", "slot_2026-06-02_15:00_m123");
        core.tap("15550100002", "slot_2026-06-02_15:00_m123");
        TapAnswer booked = core.tap("15550100001", firstButton(card));
        assertThat(booked.outcome()).isEqualTo(TapOutcome.BOOKED);
        assertThat(core.tap("15550100001", firstButton(card)).outcome()).isEqualTo(TapOutcome.REPEATED);
        assertThat(core.tap("15550100003", "slot_2026-06-02_15:00_m123").outcome())
                .isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        assertThat(core.tap("15550100002", "confirm_booking_temp").outcome()).isEqualTo(TapOutcome.SLOT_TAKEN);
        core.worker.workOff();
        core.sessions.expire(clock.instant());
        ZoneId zone = core.salon("aurora").zone();
        assertThat(core.bookings.disagreeing(salon.id(), zone, clock.instant())).isEmpty();
        assertThat(core.transactions
                        .run(() -> core.bookings.bringBack(salon.id(), zone, clock.instant()))
                        .moved())
                .isEmpty();
        searchTheWholeSalon(core);
        measure(core, salon);
        followTheSessions(salon, core);
        readWhatStaffReads(salon, core, Objects.requireNonNull(booked.bookingCode()));
    }

    private void readWhatStaffReads(TestSalon.Written salon, TestCore core, String code) {
        Mappers mappers = new Mappers(database.dataSource(), explain);
        AuditLog audit = new AuditLog(mappers, core.transactions, clock);
        BookingReader bookings = new BookingReader(mappers, core.transactions);
        BookingFilter ahead = new BookingFilter(salon.id(), clock.instant(), null, null, null, null, false);
        BookingPage page = bookings.page(ahead, null, 20);
        assertThat(page.next()).isNotNull();
        bookings.page(ahead, page.next(), 20);
        bookings.count(ahead);
        bookings.page(new BookingFilter(salon.id(), null, null, null, Status.NO_SHOW, null, true), null, 20);
        BookingDetails booking = bookings.byCode(code).orElseThrow();
        bookings.history(booking);
        bookings.page(BookingFilter.ofCustomer(salon.id(), booking.customerId()), null, 6);
        CustomerReader customers = new CustomerReader(mappers, core.transactions, audit, clock);
        customers.sessions(customers.byId(booking.customerId()).orElseThrow());
        BookingSearch search = new BookingSearch(mappers, core.transactions, clock);
        for (String typed : List.of("BK100000", "+1 555 010 0001", "0001", "ana", "ana test")) {
            search.search(typed, List.of(salon.id()));
        }
        BookingActs acts = new BookingActs(
                mappers,
                core.transactions,
                new BookingWriter(mappers),
                core.catalog,
                core.availability,
                audit,
                new InteractiveMessageBuilder(clock),
                core.outbox,
                new Signals(),
                clock);
        for (BookingAct act : List.of(BookingAct.CANCEL, BookingAct.RESTORE)) {
            long version = bookings.byCode(code).orElseThrow().version();
            assertThat(acts.perform(new ActRequest(act, salon.id(), booking.id(), version, true, null, "rosa")))
                    .isInstanceOf(ActOutcome.Changed.class);
        }
    }

    private void measure(TestCore core, TestSalon.Written salon) {
        BookingMetrics metrics = new BookingMetrics(
                new Mappers(database.dataSource(), explain), core.transactions, TestCore.SESSION_LIFETIME, clock);
        ZoneId zone = core.salon("aurora").zone();
        Instant now = clock.instant();
        Period week = new Period(now.minus(Duration.ofDays(7)), now.plusSeconds(1));
        Period before = new Period(now.minus(Duration.ofDays(14)), now.minus(Duration.ofDays(7)));
        MetricsReport report =
                metrics.report(new MetricsQuery(salon.id(), null, week, before, zone, MetricsQuery.Step.DAY));
        assertThat(report.current().conflicts()).isEqualTo(2);
        metrics.answers(salon.id(), week);
        metrics.systemTotals(new Period(now.minus(Duration.ofHours(1)), now));
        assertThat(metrics.conflicts(new ConflictsQuery(salon.id(), null, week, zone, null, null, null), 25))
                .hasSize(2);
    }

    private void followTheSessions(TestSalon.Written salon, TestCore core) {
        Mappers mappers = new Mappers(database.dataSource(), explain);
        SessionList sessions = new SessionList(mappers, core.transactions, clock);
        Timelines timelines = new Timelines(mappers, core.transactions, clock, TestCore.SESSION_LIFETIME);
        SessionPage.Place place = new SessionPage.Place(Long.MAX_VALUE, new UUID(-1, -1));
        for (Shown shown : Shown.values()) {
            sessions.find(new SessionFilter(salon.id(), shown, null, null), place);
            sessions.find(new SessionFilter(salon.id(), shown, "en", "BK123456"), place);
        }
        List<SessionRow> found = sessions.find(new SessionFilter(salon.id(), Shown.CURRENT, null, null), null)
                .rows();
        assertThat(found).isNotEmpty();
        for (SessionRow session : found) {
            assertThat(timelines.ofSession(session.id())).isPresent();
            timelines.ofCustomer(session.customerId());
        }
    }

    private void searchTheWholeSalon(TestCore core) {
        Salon salon = core.salon("aurora");
        core.availability.next(
                salon.masters(),
                new SlotQuery(salon, salon.services().get(0), clock.instant(), null, Realm.LIVE, 3, clock.instant()));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void no_statement_reads_a_large_table_from_end_to_end() {
        assertThat(explain.plans).hasSizeGreaterThan(15);
        for (Plan plan : explain.plans) {
            for (String table : LARGE) {
                assertThat(plan.text()).as(plan.sql()).doesNotContain("Seq Scan on " + table);
            }
        }
    }

    @Test
    void a_search_reads_the_time_searched_and_not_the_past() {
        List<Plan> searches = explain.plans.stream()
                .filter(plan -> plan.sql().contains("b.busy_until >"))
                .toList();
        assertThat(searches)
                .hasSizeGreaterThan(3)
                .allSatisfy(plan -> assertThat(plan.text())
                        .containsAnyOf("bookings_master_start_status", "bookings_taken")
                        .containsAnyOf("start_ts >", "busy_from >")
                        .doesNotContain("bookings_no_overlap"));
    }

    @Test
    void the_metrics_of_a_period_read_that_period_of_one_salon() {
        String plans = explain.plans.stream()
                .filter(plan -> plan.sql().contains("AS confirmations")
                        || plan.sql().contains("AS expired")
                        || plan.sql().contains("AS conflicts"))
                .map(Plan::text)
                .collect(Collectors.joining());
        assertThat(plans).contains("tap_events_period", "tap_events_conflicts", "sessions_period");
    }

    /** What is counted every minute. Seen to fail when one of the times is compared as text, which no index knows. */
    @Test
    void the_hour_of_all_salons_is_counted_from_ranges_of_the_indexes() {
        List<Plan> counts = explain.plans.stream()
                .filter(plan -> plan.sql().contains("AS failed_attempts"))
                .toList();
        assertThat(counts)
                .singleElement()
                .satisfies(count -> assertThat(count.text())
                        .containsPattern("tap_events_period.*\\s+Index Cond: .*decided_at >= .*decided_at <")
                        .containsPattern("sessions_period.*\\s+Index Cond: .*started_at >= .*started_at <")
                        .contains("outbound_messages_pkey"));
    }

    @Test
    void every_index_on_bookings_is_used_by_a_statement() {
        List<String> indexes = database.jdbc()
                .sql("SELECT indexname FROM pg_indexes WHERE tablename = 'bookings' AND indexname NOT LIKE '%pkey'")
                .query(String.class)
                .list();
        // The code's index serves the look-up and the constraint, shown by BookingLookupTest and BookingCodeTest.
        indexes.remove("bookings_booking_code_key");
        indexes.remove("bookings_held_until");
        String plans = explain.plans.stream().map(Plan::text).collect(Collectors.joining("\n"));
        assertThat(indexes)
                .contains(
                        "bookings_master_start_status",
                        "bookings_salon_status_start",
                        "bookings_taken",
                        "bookings_no_overlap")
                .allSatisfy(index -> assertThat(plans).contains(index));
    }

    /** 100,000 bookings of fifty salons with four masters each, and as many rows of everything else. */
    private void fill(TestSalon.Written salon) {
        List<UUID> salons = new ArrayList<>(List.of(salon.id()));
        for (int i = 1; i < 50; i++) {
            salons.add(aSalon().called("s" + i, "1065403522" + i)
                    .withMaster("m123", "Sarah")
                    .in(database)
                    .id());
        }
        execute(
                "INSERT INTO customers (salon_id, phone, name) SELECT s.id, '1555' || n, 'Name' || n FROM salons s, generate_series(1, 2000) n");
        execute("""
                INSERT INTO masters (salon_id, code, name)
                SELECT s.id, 'x' || n, 'X' FROM salons s, generate_series(1, 3) n
                """);
        execute("""
                INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id, start_ts, end_ts,
                                      status, price, currency, session_token)
                SELECT 'F' || row_number() OVER (), m.salon_id, c.id, 'x', v.id, m.id, day + INTERVAL '10 hours',
                       day + INTERVAL '11 hours', 'CONFIRMED', 0, 'USD', 'fill.' || row_number() OVER ()
                FROM masters m
                JOIN services v ON v.salon_id = m.salon_id
                JOIN LATERAL (SELECT id FROM customers c WHERE c.salon_id = m.salon_id LIMIT 1) c ON TRUE
                CROSS JOIN generate_series(TIMESTAMPTZ '2025-10-01', '2026-06-20', '12 hours') AS day
                WHERE m.code <> 'm2'
                """);
        execute("""
                INSERT INTO sessions (salon_id, customer_id, selection, master_id, service_id, start_ts, end_ts, price,
                                      language, state, started_at, selected_at, expires_at, ended_at)
                SELECT b.salon_id, b.customer_id, 1, b.master_id, b.service_id, b.start_ts, b.end_ts, 0, 'en', 'BOOKED',
                       b.start_ts, b.start_ts, b.start_ts, b.start_ts
                FROM bookings b
                """);
        execute("""
                INSERT INTO inbound_messages (salon_id, message_id, phone, kind, button_id, payload, state, sent_at,
                                              received_at)
                SELECT salon_id, 'fill.' || id, '1555', 'tap', 'x', '{}', 'DONE', start_ts, start_ts
                FROM bookings
                """);
        execute("""
                INSERT INTO outbound_messages (salon_id, customer_id, inbound_id, kind, payload, state, next_attempt_at,
                                               created_at)
                SELECT b.salon_id, b.customer_id, row_number() OVER (), 'x', '{}', 'SENT', start_ts, start_ts
                FROM bookings b
                """);
        execute("""
                INSERT INTO tap_events (salon_id, realm, kind, button_id, customer_id, outcome, inbound_id, tapped_at,
                                        received_at, decided_at)
                SELECT salon_id, 'LIVE', 'x', 'x', customer_id, 'x', -row_number() OVER (), start_ts, start_ts, start_ts
                FROM bookings
                """);
        execute("ANALYZE");
        assertThat(salons).hasSize(50);
        assertThat(database.count("bookings")).isGreaterThan(90_000);
    }

    private void execute(String sql) {
        database.jdbc().sql(sql).update();
    }

    record Plan(String sql, String text) {}

    /** Explains each statement just before it runs, on its own connection and with its own parameters. */
    @Intercepts(
            @Signature(
                    type = StatementHandler.class,
                    method = "prepare",
                    args = {Connection.class, Integer.class}))
    static final class Explain implements Interceptor {
        private final List<Plan> plans = new CopyOnWriteArrayList<>();
        private final DataSource dataSource;

        Explain(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            StatementHandler handler = (StatementHandler)
                    SystemMetaObject.forObject(invocation.getTarget()).getOriginalObject();
            String sql = handler.getBoundSql().getSql();
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
                handler.getParameterHandler().setParameters(statement);
                plans.add(new Plan(sql, text(statement)));
            }
            return invocation.proceed();
        }

        private static String text(PreparedStatement statement) throws SQLException {
            try (ResultSet rows = statement.executeQuery()) {
                StringBuilder text = new StringBuilder();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
                return text.toString();
            }
        }
    }
}
