package io.quickbooking.core.privacy;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsReport;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.outbound.OutboxRelay;
import io.quickbooking.core.outbound.SendResult;
import io.quickbooking.core.privacy.ErasureOutcome.Erased;
import io.quickbooking.core.privacy.ErasureOutcome.Gone;
import io.quickbooking.core.privacy.ErasureOutcome.StillExpected;
import io.quickbooking.testing.EveryColumn;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.WebhookBodies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ana Test changes her number from 15550100123 to 15550100133, and then wishes to be forgotten.
 *
 * <p>Seen to fail without each of: what {@code PersonalData.erase} does for a customer and for an identifier, step by step; the
 * number as it stands in message ids; the edges of the pattern and the shortest length; the lock on the person; the trigger on
 * emptied messages; {@code Customers.leave} where a waiting text is gone.
 */
class PersonalDataTest {
    private static final String BEFORE = "15550100123";
    private static final String ANA = "15550100133";
    private static final String ANA_ID = "US.70010020030040050061";
    private static final String NAME = "Ana Quellmann";
    private static final String BOB = "15550100144";
    private static final String SLOT = "slot_2024-10-21_15:00_m123";

    private static final String NAMING = """
            bookings.customer_name bookings.customer_phone bookings.metadata
            customer_words.word
            customers.name customers.notes customers.phone customers.phone_key customers.user_id
            inbound_messages.button_id inbound_messages.last_error inbound_messages.message_id inbound_messages.name
            inbound_messages.payload inbound_messages.phone inbound_messages.user_id
            outbound_messages.error outbound_messages.payload outbound_messages.wamid
            tap_events.button_id
            unhandled_events.payload""";

    /** Made by us or by the staff, or by customers who are not there. */
    private static final String NAMING_NOBODY = """
            audit_findings.kind
            audit_log.act audit_log.details audit_log.subject audit_log.username
            audit_runs.asked_by
            bookings.booking_code bookings.currency bookings.made_by bookings.realm bookings.service
            bookings.session_token bookings.status bookings.wall_start bookings.wall_zone
            customers.language customers.realm customers.tap_bucket
            inbound_messages.kind inbound_messages.language inbound_messages.realm inbound_messages.state
            inbound_messages.trace
            masters.code masters.name
            outbound_messages.kind outbound_messages.realm outbound_messages.state outbound_messages.trace
            request_keys.fingerprint request_keys.id
            retention_marks.what
            salons.code salons.currency salons.display_phone salons.language salons.name salons.phone_number_id
            salons.time_zone
            services.code services.name
            sessions.language sessions.realm sessions.shown_currency sessions.shown_master sessions.shown_service
            sessions.state sessions.step sessions.wall_start sessions.wall_zone
            simulation_race_taps.error simulation_race_taps.outcome
            simulation_races.error simulation_races.mode simulation_races.started_by simulation_races.state
            simulation_runs.faults simulation_runs.language simulation_runs.name simulation_runs.phone
            simulation_runs.receipt simulation_runs.started_by simulation_runs.user_id
            simulation_steps.body simulation_steps.error simulation_steps.kind simulation_steps.message_id
            simulation_steps.outcome simulation_steps.state_after simulation_steps.state_before simulation_steps.words
            special_days.kind special_days.name
            tap_events.kind tap_events.outcome tap_events.realm tap_events.reason
            unhandled_events.digest unhandled_events.reason""";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2024-10-20T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Mappers mappers = new Mappers(database.dataSource());
    private final AuditLog audit = new AuditLog(mappers, core.transactions, clock);
    private final PersonalData people =
            new PersonalData(mappers, core.transactions, core.bookings, core.sessions, audit, core.signals, clock);
    private final BookingMetrics metrics =
            new BookingMetrics(mappers, core.transactions, TestCore.SESSION_LIFETIME, clock);
    private final TestSalon.Written salon = aSalon().holdingFor(5).in(database);

    @BeforeEach
    void openOtherSalons() {
        aSalon().called("boreal", "555010099").in(database);
        aSalon().called("cirrus", "555010098").in(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothing_names_an_erased_customer_and_every_figure_stays() {
        aLifeAsACustomer();
        for (String trace : traces()) {
            assertThat(EveryColumn.with(database, trace)).as(trace).isNotEmpty();
        }
        MetricsReport before = report();
        Map<String, Object> counts = counts();

        assertThat(people.erase(ana(), "rosa")).isEqualTo(new Erased(2));

        assertThat(found()).isEmpty();
        assertThat(report()).isEqualTo(before);
        assertThat(counts()).isEqualTo(counts);
        assertThat(EveryColumn.with(database, BOB)).contains("customers.phone");
        assertThat(database.count("audit_log WHERE act = 'customer_erased' AND username = 'rosa'"))
                .isEqualTo(2);
    }

    /** A column that is added fails this until somebody has thought of it, and those that name a customer are seen to be tried. */
    @Test
    void each_column_that_could_name_a_customer_does_so_before_the_erasure() {
        aLifeAsACustomer();
        Set<String> naming = new TreeSet<>();
        traces().forEach(trace -> naming.addAll(EveryColumn.with(database, trace)));
        assertThat(naming).containsExactlyInAnyOrder(NAMING.split("\\s+"));
        naming.addAll(List.of(NAMING_NOBODY.split("\\s+")));
        assertThat(naming).containsAll(EveryColumn.ofWords(database));
    }

    @Test
    void a_number_is_erased_in_all_its_spellings() {
        core.write("5215512345678", "hi");
        core.write(BOB, "hi");
        database.jdbc()
                .sql("UPDATE customers SET notes = 'sister of +525512345678' WHERE phone = ?")
                .param(BOB)
                .update();
        assertThat(people.find("+52 55 1234 5678")).hasSize(1);
        people.erase(people.find("+52 55 1234 5678").get(0), "rosa");
        assertThat(EveryColumn.with(database, "5512345678")).isEmpty();
        assertThat(people.find("+52 1 55 1234 5678")).isEmpty();
    }

    @Test
    void neighbours_whose_numbers_look_alike_are_left_alone() {
        String longer = "4" + ANA;
        core.write(ANA, "hi");
        core.webhook.receive(WebhookBodies.text("mine is " + longer + ", hers 00" + ANA + ", +" + ANA + ", for 4 of us")
                .wamid("wamid.LONGER")
                .from(longer)
                .sentAt(clock.instant())
                .bytes());
        core.write("4", "I have the shortest of all numbers");
        people.erase(ana(), "rosa");
        assertThat(database.jdbc()
                        .sql("SELECT payload FROM inbound_messages WHERE message_id = 'wamid.LONGER'")
                        .query(String.class)
                        .single())
                .contains("mine is " + longer + ", hers …, +…, for 4 of us", "\"" + longer + "\"");
        String before = payloads();
        people.erase(people.find("4").get(0), "rosa");
        assertThat(payloads()).isEqualTo(before);
        assertThat(EveryColumn.with(database, "shortest of all")).isEmpty();
    }

    @Test
    void what_they_sent_under_a_number_that_is_somebody_elses_now_goes_and_what_the_other_sent_stays() {
        core.webhook.receive(WebhookBodies.text("hi, Quellmann speaking")
                .from(BEFORE)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        UUID ana = ana();
        clock.advance(Duration.ofHours(1));
        core.webhook.receive(Payloads.named("inbound-system-number-changed").bytes());
        clock.advance(Duration.ofHours(1));
        core.write(BEFORE, "I am new here");
        people.erase(ana, "rosa");
        assertThat(EveryColumn.with(database, "quellmann")).isEmpty();
        assertThat(EveryColumn.with(database, ANA_ID)).isEmpty();
        assertThat(EveryColumn.with(database, "I am new here")).containsExactly("inbound_messages.payload");
        assertThat(database.count("customers WHERE phone = '" + BEFORE + "'")).isEqualTo(1);
    }

    private String payloads() {
        return database.jdbc()
                .sql(
                        "SELECT string_agg(payload, ' ' ORDER BY id) FROM inbound_messages WHERE message_id LIKE 'wamid.%'")
                .query(String.class)
                .single();
    }

    @Test
    void a_message_that_is_on_its_way_when_its_customer_is_erased_leaves_no_trace() {
        core.write(ANA, "help");
        UUID ana = ana();
        OutboxRelay relay = new OutboxRelay(
                mappers,
                core.outbox,
                request -> {
                    assertThat(request.recipient().phone()).isEqualTo(ANA);
                    assertThat(people.erase(ana, "rosa")).isEqualTo(new Erased(1));
                    return new SendResult.Accepted(wamid("SENT", ANA));
                },
                core.signals,
                clock);
        relay.start();
        try {
            Awaitility.await().until(() -> database.count("customers WHERE erased_at IS NOT NULL") == 1);
        } finally {
            relay.close();
        }
        assertThat(found()).isEmpty();
        assertThat(database.count("outbound_messages WHERE state = 'FAILED' AND wamid IS NULL AND payload = '{}'"))
                .isEqualTo(1);
    }

    @Test
    void a_tap_that_books_while_the_erasure_waits_is_a_visit_that_stands_in_its_way() throws Exception {
        String confirm = firstButton(core.tap(ANA, SLOT));
        UUID ana = ana();
        Statements.Pause beforeTheEvent = Statements.pauseBefore("INSERT INTO tap_events");
        TestCore tapping = new TestCore(database.dataSource(), clock, beforeTheEvent);
        CompletableFuture<TapAnswer> tap = CompletableFuture.supplyAsync(() -> tapping.tap(ANA, confirm));
        beforeTheEvent.awaitReached();
        CompletableFuture<ErasureOutcome> erasure = CompletableFuture.supplyAsync(() -> people.erase(ana, "rosa"));
        awaitSomebodyWaitsForALock();
        beforeTheEvent.goOn();
        assertThat(tap.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(TapOutcome.BOOKED);
        assertThat(erasure.get(10, TimeUnit.SECONDS)).isInstanceOf(StillExpected.class);
        assertThat(ana()).isEqualTo(ana);
    }

    @Test
    void a_tap_that_waits_for_the_erasure_is_somebody_new() throws Exception {
        String confirm = firstButton(core.tap(ANA, SLOT));
        UUID ana = ana();
        Statements.Pause inTheErasure = Statements.pauseBefore("UPDATE outbound_messages");
        CompletableFuture<ErasureOutcome> erasure =
                CompletableFuture.supplyAsync(() -> pausing(inTheErasure).erase(ana, "rosa"));
        inTheErasure.awaitReached();
        CompletableFuture<TapAnswer> tap = CompletableFuture.supplyAsync(() -> core.tap(ANA, confirm));
        awaitSomebodyWaitsForALock();
        inTheErasure.goOn();
        assertThat(erasure.get(10, TimeUnit.SECONDS)).isEqualTo(new Erased(1));
        assertThat(tap.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);
        assertThat(ana()).isNotEqualTo(ana);
        assertThat(database.count("customers WHERE id = '" + ana + "' AND phone IS NULL"))
                .isEqualTo(1);
        assertThat(database.count("bookings")).isZero();
    }

    @Test
    void a_text_that_waited_and_is_erased_while_it_is_taken_up_brings_nobody_back() throws Exception {
        core.write(ANA, "hi");
        UUID ana = ana();
        core.inbox.store(
                salon.id(),
                Realm.LIVE,
                List.of(core.aText(ANA, "still there?", "test.LATER", clock.instant())
                        .message()),
                clock.instant(),
                null);
        Statements.Pause inTheErasure = Statements.pauseBefore("UPDATE outbound_messages");
        CompletableFuture<ErasureOutcome> erasure =
                CompletableFuture.supplyAsync(() -> pausing(inTheErasure).erase(ana, "rosa"));
        inTheErasure.awaitReached();
        core.worker.start();
        try {
            awaitSomebodyWaitsForALock();
            inTheErasure.goOn();
            assertThat(erasure.get(10, TimeUnit.SECONDS)).isEqualTo(new Erased(1));
        } finally {
            core.worker.close();
        }
        assertThat(EveryColumn.with(database, ANA)).isEmpty();
        assertThat(database.count("customers")).isEqualTo(1);
    }

    private PersonalData pausing(Statements.Pause pause) {
        return new PersonalData(
                new Mappers(database.dataSource(), pause),
                core.transactions,
                core.bookings,
                core.sessions,
                audit,
                core.signals,
                clock);
    }

    private void awaitSomebodyWaitsForALock() {
        Awaitility.await()
                .until(() -> database.count(
                                "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        > 0);
    }

    @Test
    void what_comes_late_revives_nobody() {
        aLifeAsACustomer();
        UUID ana = ana();
        long message = database.jdbc()
                .sql("SELECT min(id) FROM outbound_messages WHERE customer_id = ?")
                .param(ana)
                .query(Long.class)
                .single();
        people.erase(ana, "rosa");
        long customers = database.count("customers");
        long received = database.count("inbound_messages");

        core.webhook.receive(WebhookBodies.status("read")
                .of(wamid("OUT", ANA))
                .withCallbackData("qb-" + message)
                .at(clock.instant())
                .bytes());
        core.webhook.receive(picture().bytes());
        core.webhook.receive(aTap(SLOT, "TAP1").bytes());
        core.outbox.sendAgain(message);
        assertThat(found()).isEmpty();
        assertThat(database.count("customers")).isEqualTo(customers);
        assertThat(database.count("inbound_messages")).isEqualTo(received);
        assertThat(database.count("outbound_messages WHERE state = 'PENDING' AND customer_id = '" + ana + "'"))
                .isZero();
    }

    @Test
    void who_writes_again_is_a_new_customer() {
        aLifeAsACustomer();
        UUID ana = ana();
        people.erase(ana, "rosa");
        core.webhook.receive(WebhookBodies.text("hi")
                .named(NAME)
                .from(ANA)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        assertThat(ana()).isNotEqualTo(ana);
        assertThat(database.count("customers WHERE id = '" + ana + "' AND erased_at IS NOT NULL AND phone IS NULL"))
                .isEqualTo(1);
        assertThat(people.erase(ana, "rosa")).isEqualTo(new Gone());
    }

    @Test
    void somebody_whom_a_salon_expects_is_not_erased_before_the_visit_is_cancelled() {
        String code = core.tap(ANA, firstButton(core.tap(ANA, SLOT))).bookingCode();
        UUID ana = ana();
        assertThat(people.erase(ana, "rosa"))
                .isInstanceOfSatisfying(
                        StillExpected.class,
                        refused -> assertThat(refused.visits())
                                .extracting(visit -> visit.bookingCode())
                                .containsExactly(code));
        assertThat(ana()).isEqualTo(ana);
        assertThat(EveryColumn.with(database, ANA)).isNotEmpty();
        database.jdbc().sql("UPDATE bookings SET status = 'CANCELLED'").update();
        assertThat(people.erase(ana, "rosa")).isEqualTo(new Erased(1));
    }

    @Test
    void a_session_and_what_it_holds_end_with_the_customer() {
        TapAnswer card = core.tap(ANA, SLOT);
        assertThat(database.count("bookings WHERE status = 'HELD'")).isEqualTo(1);
        people.erase(ana(), "rosa");
        assertThat(database.count("bookings")).isZero();
        assertThat(database.count("sessions")).isEqualTo(1);
        assertThat(database.count("sessions WHERE state = 'ERASED'")).isEqualTo(1);
        assertThat(core.tap(BOB, SLOT).outcome()).isEqualTo(TapOutcome.CARD_SHOWN);
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);
    }

    @Test
    void an_export_has_all_that_is_stored_and_is_audited() {
        aLifeAsACustomer();
        JsonNode export =
                JsonMapper.shared().readTree(people.export(ana(), "rosa").orElseThrow());
        assertThat(export.size()).isEqualTo(2);
        JsonNode first = export.get(0);
        assertThat(first.path("customer").path("phone").asString()).isEqualTo(ANA);
        assertThat(first.path("customer").path("notes").asString()).isEqualTo("allergic to mint");
        // One that is over, and one that is held.
        assertThat(first.path("bookings").size()).isEqualTo(2);
        assertThat(first.path("sessions").size()).isEqualTo(2);
        assertThat(first.path("taps").size()).isEqualTo(4);
        // Four that were answered, one that waits, and two empty ones, one of them at a salon that knows nobody of that
        // number.
        assertThat(first.path("received").size()).isEqualTo(7);
        assertThat(first.path("sent").size()).isEqualTo(4);
        assertThat(database.count("audit_log WHERE act = 'customer_exported' AND details = '{}'"))
                .isEqualTo(1);
        assertThat(people.export(UUID.randomUUID(), "rosa")).isEmpty();
    }

    @Test
    void they_are_found_by_number_in_any_writing_and_by_user_id() {
        aLifeAsACustomer();
        assertThat(people.find("+1 (555) 010-0133")).hasSize(2).contains(ana());
        assertThat(people.find("0015550100133")).hasSize(2);
        assertThat(people.find(" " + ANA_ID + " ")).containsExactly(ana());
        assertThat(people.find("Ana Test")).isEmpty();
        assertThat(people.find("")).isEmpty();
    }

    /** A text, a booking that is over, another card with a hold, a picture, notes, trouble, and all that others say. */
    private void aLifeAsACustomer() {
        core.webhook.receive(WebhookBodies.text("it is Ana Test, my number is " + BEFORE)
                .wamid(wamid("TEXT", BEFORE))
                .named(NAME)
                .from(BEFORE)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(WebhookBodies.tap(SLOT)
                .wamid(wamid("TAP0", BEFORE))
                .named(NAME)
                .from(BEFORE)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(WebhookBodies.tap("confirm_booking_temp")
                .wamid(wamid("CONFIRM", BEFORE))
                .named(NAME)
                .from(BEFORE)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        assertThat(database.count("bookings WHERE status = 'CONFIRMED'")).isEqualTo(1);
        clock.set(Instant.parse("2024-10-20T13:00:00Z"));
        core.webhook.receive(Payloads.named("inbound-system-number-changed").bytes());
        assertThat(EveryColumn.with(database, ANA)).contains("customers.phone");
        clock.set(Instant.parse("2024-10-22T12:00:00Z"));
        core.webhook.receive(aTap("slot_2024-10-23_15:00_m123", "TAP1").bytes());
        core.webhook.receive(picture().bytes());
        core.webhook.receive(WebhookBodies.text("please also call my friend Ana: " + ANA)
                .named("Bob")
                .from(BOB)
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(WebhookBodies.text("hi")
                .named(NAME)
                .from(ANA)
                .to("555010099")
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(WebhookBodies.templateTap(" ")
                .wamid(wamid("ELSEWHERE", ANA))
                .named(NAME)
                .from(ANA)
                .fromUserId(ANA_ID)
                .to("555010098")
                .sentAt(clock.instant())
                .bytes());
        // Known by her message id alone.
        core.webhook.receive(
                ("{\"object\": \"whatsapp_business_account\", \"entry\": [{\"changes\": [{\"field\": \"odd\","
                                + " \"value\": {\"of\": \"" + wamid("ODD", ANA) + "\"}}]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        core.webhook.receive(
                ("{\"object\": \"whatsapp_business_account\", \"entry\": [{\"changes\": [{\"field\": \"news\","
                                + " \"value\": {\"of\": \"" + ANA + "\"}}]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        database.jdbc()
                .sql("UPDATE customers SET notes = 'allergic to mint' WHERE user_id = ?")
                .param(ANA_ID)
                .update();
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET wamid = ? || id,
                            attempts = 1,
                            error = 'no such recipient: ' || ?,
                            payload = payload || jsonb_build_object('dear', ?)
                        WHERE customer_id = ?
                        """).params(wamid("OUT", ANA), ANA, NAME, ana()).update();
        database.jdbc()
                .sql("UPDATE customers SET notes = 'sister of +' || ? WHERE phone = ?")
                .params(ANA, BOB)
                .update();
        // An import wrote more than we do.
        database.jdbc()
                .sql("UPDATE bookings SET metadata = jsonb_build_object('phone', ?) WHERE customer_id = ?")
                .params(ANA, ana())
                .update();
        // Somebody taps what no button of ours says.
        database.jdbc()
                .sql(
                        "UPDATE tap_events SET button_id = 'call ' || ? WHERE id = (SELECT max(id) FROM tap_events WHERE customer_id = ?)")
                .params(ANA, ana())
                .update();
        database.jdbc()
                .sql("UPDATE inbound_messages SET button_id = 'call ' || ? WHERE message_id = ?")
                .params(ANA, wamid("TAP1", ANA))
                .update();
        // Waits behind trouble.
        core.inbox.store(
                salon.id(),
                Realm.LIVE,
                List.of(core.aText(ANA, "still there?", wamid("LATER", ANA), clock.instant())
                        .message()),
                clock.instant(),
                new IllegalStateException("trouble with " + ANA));
        CustomerReader reader = new CustomerReader(mappers, core.transactions, audit, clock);
        reader.reveal(reader.byId(ana()).orElseThrow(), "rosa");
    }

    private WebhookBodies.Message aTap(String button, String id) {
        return WebhookBodies.tap(button)
                .wamid(wamid(id, ANA))
                .named(NAME)
                .from(ANA)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant().minus(Duration.ofSeconds(1)));
    }

    private WebhookBodies.Message picture() {
        return WebhookBodies.templateTap(" ")
                .wamid(wamid("PICTURE", ANA))
                .named(NAME)
                .from(ANA)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant());
    }

    /** As WhatsApp writes them: the number is in it. */
    private static String wamid(String what, String phone) {
        return "wamid."
                + Base64.getEncoder()
                        .encodeToString(("\u001c\u0018\u000b" + phone + what).getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> traces() {
        return List.of(
                BEFORE,
                ANA,
                ANA_ID,
                "Ana Test",
                NAME,
                "quellmann",
                "allergic",
                // Three bytes are four letters, so the number's first nine digits look the same in each id.
                Base64.getEncoder().encodeToString(BEFORE.substring(0, 9).getBytes(StandardCharsets.US_ASCII)));
    }

    private List<String> found() {
        return traces().stream()
                .flatMap(trace -> EveryColumn.with(database, trace).stream().map(column -> trace + " in " + column))
                .toList();
    }

    private UUID ana() {
        return database.jdbc()
                .sql("SELECT id FROM customers WHERE salon_id = ? AND (phone = ? OR user_id = ?)")
                .params(salon.id(), ANA, ANA_ID)
                .query(UUID.class)
                .single();
    }

    private MetricsReport report() {
        Instant midnight = Instant.parse("2024-10-20T04:00:00Z");
        return metrics.report(new MetricsQuery(
                salon.id(),
                null,
                new Period(midnight, midnight.plus(Duration.ofDays(3))),
                new Period(midnight.minus(Duration.ofDays(3)), midnight),
                ZoneId.of("America/New_York"),
                MetricsQuery.Step.DAY));
    }

    private Map<String, Object> counts() {
        return database.jdbc().sql("""
                        SELECT (SELECT sum(usage_current_bookings) FROM salons) AS booked,
                               (SELECT count(*) FROM bookings WHERE status <> 'HELD') AS bookings,
                               (SELECT count(DISTINCT customer_id) FROM tap_events) AS tapping,
                               (SELECT count(*) FROM tap_events) AS taps,
                               (SELECT count(*) FROM sessions) AS sessions,
                               (SELECT count(*) FROM inbound_messages) AS received,
                               (SELECT count(*) FROM outbound_messages) AS sent,
                               (SELECT count(*) FROM customers) AS customers
                        """).query().singleRow();
    }
}
