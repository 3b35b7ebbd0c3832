package io.quickbooking.core.privacy;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AuditLog;
import io.quickbooking.core.admin.CustomerReader;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsReport;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.privacy.ErasureOutcome.Erased;
import io.quickbooking.core.privacy.ErasureOutcome.Gone;
import io.quickbooking.core.privacy.ErasureOutcome.StillExpected;
import io.quickbooking.testing.EveryColumn;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.SettableClock;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ana Test changes her number from 15550100123 to 15550100133, and then wishes to be forgotten. */
class PersonalDataTest {
    private static final String BEFORE = "15550100123";
    private static final String ANA = "15550100133";
    private static final String ANA_ID = "US.70010020030040050061";
    private static final String BOB = "15550100144";
    private static final String SLOT = "slot_2024-10-21_15:00_m123";

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
    private final TestSalon.Written other =
            aSalon().called("boreal", "555010099").in(database);

    @AfterEach
    void close() {
        database.close();
    }

    /**
     * Seen to fail without each of: BookingWriter.forget, emptyReceived, blotOut, emptyUnhandled, emptySent, emptyTaps, the
     * customer's own row.
     */
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
        assertThat(database.count("sessions WHERE state = 'ACTIVE'")).isZero();
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
        // Four that were answered, one that waits, and an empty one.
        assertThat(first.path("received").size()).isEqualTo(6);
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
                .from(BEFORE)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(WebhookBodies.tap(SLOT)
                .wamid(wamid("TAP0", BEFORE))
                .from(BEFORE)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(WebhookBodies.tap("confirm_booking_temp")
                .wamid(wamid("CONFIRM", BEFORE))
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
                .from(ANA)
                .to("555010099")
                .sentAt(clock.instant())
                .bytes());
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
                        SET wamid = ? || id, attempts = 1, error = 'no such recipient: ' || ?
                        WHERE customer_id = ?
                        """).params(wamid("OUT", ANA), ANA, ana()).update();
        // Somebody taps what no button of ours says.
        database.jdbc()
                .sql(
                        "UPDATE tap_events SET button_id = 'call ' || ? WHERE id = (SELECT max(id) FROM tap_events WHERE customer_id = ?)")
                .params(ANA, ana())
                .update();
        // Waits behind trouble.
        core.inbox.store(
                salon.id(),
                io.quickbooking.core.catalog.Realm.LIVE,
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
                .from(ANA)
                .fromUserId(ANA_ID)
                .sentAt(clock.instant().minus(Duration.ofSeconds(1)));
    }

    private WebhookBodies.Message picture() {
        return WebhookBodies.templateTap(" ")
                .wamid(wamid("PICTURE", ANA))
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
