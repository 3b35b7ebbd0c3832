package io.quickbooking.core.webhook;

import static io.quickbooking.testing.TestSalon.aSalon;
import static io.quickbooking.testing.WebhookBodies.batch;
import static io.quickbooking.testing.WebhookBodies.status;
import static io.quickbooking.testing.WebhookBodies.tap;
import static io.quickbooking.testing.WebhookBodies.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.conversation.TapWaitsException;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.WebhookBodies;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class WebhookReceiverTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final List<String> TABLES = List.of(
            "customers",
            "sessions",
            "bookings",
            "inbound_messages",
            "outbound_messages",
            "tap_events",
            "unhandled_events");

    private final TestDatabase database = TestDatabase.create(10);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private TestSalon.Written salon;

    @BeforeEach
    void open() {
        salon = aSalon().in(database);
    }

    @AfterEach
    void close() throws InterruptedException {
        core.worker.close();
        database.close();
    }

    /** WhatsApp takes a webhook for lost after ten seconds. */
    @Test
    void webhook_has_less_than_ten_seconds_for_the_database() {
        Thread receiving = Thread.currentThread();
        List<Long> left = new ArrayList<>();
        TestCore watched = new TestCore(
                new DelegatingDataSource(database.dataSource()) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        if (Thread.currentThread() == receiving) {
                            left.add(TimeLimit.millisLeft().orElse(Long.MAX_VALUE));
                        }
                        return super.getConnection();
                    }
                },
                clock);
        left.clear();
        watched.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        assertThat(database.count("inbound_messages")).isOne();
        assertThat(left).isNotEmpty().allMatch(millis -> millis < 10_000);
    }

    static Stream<Payloads.Payload> payloads() {
        return Stream.concat(Payloads.all().stream(), Payloads.shared().stream());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void whatever_whatsapp_delivers_is_taken_in_once_and_books_nothing(Payloads.Payload payload) {
        core.webhook.receive(payload.bytes());
        workOffAll();
        Map<String, Long> counts = counts();
        assertThat(counts).containsEntry("bookings", 0L);
        // The texts are years old.
        assertThat(database.count("tap_events WHERE outcome <> 'not_answered'"))
                .isEqualTo(counts.get("outbound_messages"));
        assertThat(database.count("inbound_messages WHERE state IN ('PENDING', 'FAILED')"))
                .isZero();
        assertThat(salon.counter()).isZero();

        clock.advance(Duration.ofDays(7));
        core.webhook.receive(payload.bytes());
        workOffAll();
        assertThat(counts()).isEqualTo(counts);
    }

    @Test
    void a_single_tap_is_answered_before_the_webhook_is() {
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        assertThat(database.count("outbound_messages WHERE kind = 'card_shown'"))
                .isOne();
        assertThat(column("SELECT state FROM inbound_messages")).containsExactly("DONE");
    }

    @Test
    void every_message_of_a_thousand_in_one_body_is_handled_once_and_in_order() {
        List<WebhookBodies.Event> taps = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            taps.add(aTap(
                    "slot_2026-06-02_%02d:00_m123".formatted(i / 50), "155501%05d".formatted(i % 50), "wamid." + i));
        }
        core.webhook.receive(batch(taps));
        core.webhook.receive(batch(taps));
        assertThat(database.count("inbound_messages WHERE state = 'PENDING'")).isEqualTo(1_000);
        workOffAll();
        assertThat(database.count("inbound_messages WHERE state = 'DONE'")).isEqualTo(1_000);
        assertThat(database.count("outbound_messages")).isEqualTo(1_000);
        assertThat(column("""
                        SELECT customer_id || ''
                        FROM (
                          SELECT customer_id, slot_start,
                                 lag(slot_start) OVER (PARTITION BY customer_id ORDER BY id) AS before
                          FROM tap_events
                        ) taps
                        WHERE before >= slot_start
                        """)).isEmpty();
        // The last tap of each customer is what is in the session.
        assertThat(column("SELECT DISTINCT selection || '' FROM sessions")).containsExactly("20");
    }

    @Test
    void two_workers_on_one_inbox_handle_each_message_once() {
        List<WebhookBodies.Event> taps = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            taps.add(aTap(THREE_PM, "155501%05d".formatted(i % 10), "wamid." + i));
        }
        core.webhook.receive(batch(taps));
        TestCore otherNode = new TestCore(database.dataSource(), clock);
        Race.of(List.of(
                () -> {
                    workOffAll(core);
                    return true;
                },
                () -> {
                    workOffAll(otherNode);
                    return true;
                }));
        assertThat(database.count("tap_events")).isEqualTo(200);
        assertThat(database.count("outbound_messages")).isEqualTo(200);
        assertThat(database.count("inbound_messages WHERE state = 'DONE' AND attempts = 1"))
                .isEqualTo(200);
    }

    @Test
    void a_worker_that_is_woken_works_off_what_waits() {
        core.worker.start();
        core.webhook.receive(batch(aTap(THREE_PM, ANA, "wamid.1"), aTap(THREE_PM, BOB, "wamid.2")));
        Awaitility.await().until(() -> database.count("outbound_messages") == 2);
    }

    @Test
    void one_body_may_speak_to_several_salons() {
        TestSalon.Written other = aSalon().called("borealis", "106540352242999")
                .withMaster("m9", "Zoe")
                .in(database);
        core.webhook.receive(batch(
                aTap(THREE_PM, ANA, "wamid.1"),
                aTap("slot_2026-06-02_15:00_m9", ANA, "wamid.2").to("106540352242999"),
                aTap(THREE_PM, ANA, "wamid.3").to("106540352242000")));
        workOffAll();
        assertThat(database.count("tap_events WHERE outcome = 'card_shown' AND salon_id = '" + salon.id() + "'"))
                .isOne();
        assertThat(database.count("tap_events WHERE outcome = 'card_shown' AND salon_id = '" + other.id() + "'"))
                .isOne();
        assertThat(database.count("inbound_messages")).isEqualTo(2);
    }

    @Test
    void the_same_delivery_ten_times_at_once_takes_effect_once() {
        byte[] body = aTap(THREE_PM, ANA, "wamid.1").bytes();
        Race.of(Collections.nCopies(10, () -> {
            core.webhook.receive(body);
            return true;
        }));
        assertThat(database.count("outbound_messages")).isOne();
        assertThat(database.count("tap_events")).isOne();
    }

    @Test
    void a_customer_known_by_user_id_alone_is_served() {
        core.webhook.receive(tap(THREE_PM)
                .from(null)
                .fromUserId("US.13491208655302741918")
                .wamid("wamid.1")
                .sentAt(clock.instant())
                .bytes());
        assertThat(column("SELECT user_id FROM customers WHERE phone IS NULL"))
                .containsExactly("US.13491208655302741918");
        assertThat(database.count("outbound_messages WHERE kind = 'card_shown'"))
                .isOne();
    }

    @Test
    void a_phone_that_turns_out_to_belong_to_a_user_id_is_one_customer() {
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.2")
                .fromUserId("US.13491208655302741918")
                .bytes());
        core.webhook.receive(aTap(THREE_PM, null, "wamid.3")
                .fromUserId("US.13491208655302741918")
                .bytes());
        assertThat(database.count("customers")).isOne();
        assertThat(column("SELECT phone || ' ' || user_id FROM customers"))
                .containsExactly(ANA + " US.13491208655302741918");
    }

    @Test
    void whoever_taps_from_the_number_of_another_customer_is_answered_by_user_id() {
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").fromUserId("US.111").bytes());
        core.webhook.receive(aTap(THREE_PM, BOB, "wamid.2").bytes());
        core.webhook.receive(aTap(THREE_PM, BOB, "wamid.3").fromUserId("US.111").bytes());
        assertThat(column("""
                        SELECT coalesce(c.phone, 'no phone') || ' ' || coalesce(c.user_id, 'no user id')
                        FROM outbound_messages m
                        JOIN customers c ON c.id = m.customer_id
                        ORDER BY m.id DESC
                        LIMIT 1
                        """)).containsExactly("no phone US.111");
    }

    @Test
    void a_tap_through_the_api_waits_behind_older_ones_under_another_name() {
        core.webhook.receive(
                aTap("nonsense", ANA, "wamid.0").fromUserId("US.111").bytes());
        core.webhook.receive(batch(
                aTap(THREE_PM, ANA, "wamid.1").fromUserId("US.111"),
                aTap("nonsense", ANA, "wamid.2").fromUserId("US.111")));
        TapAnswer answer = core.tap(ANA, "confirm_booking_temp");
        assertThat(answer.outcome()).isEqualTo(TapOutcome.BOOKED);
        assertThat(column("SELECT outcome FROM tap_events ORDER BY id"))
                .containsExactly("malformed", "card_shown", "malformed", "booked");
    }

    @Test
    void a_tap_behind_one_that_is_to_be_tried_again_later_waits() {
        database.jdbc().sql("ALTER TABLE sessions RENAME TO sessions_away").update();
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        workOffAll();
        assertThatThrownBy(() -> core.tap(ANA, "nonsense")).isInstanceOf(TapWaitsException.class);
        database.jdbc().sql("ALTER TABLE sessions_away RENAME TO sessions").update();
        clock.advance(Duration.ofMinutes(1));
        workOffAll();
        assertThat(column("SELECT outcome FROM tap_events ORDER BY id")).containsExactly("card_shown", "malformed");
    }

    @Test
    void a_customer_who_takes_long_does_not_hold_up_the_others() throws Exception {
        core.webhook.receive(aTap("nonsense", ANA, "wamid.0").bytes());
        core.worker.start();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM customers FOR UPDATE");
            core.webhook.receive(batch(aTap(THREE_PM, ANA, "wamid.1"), aTap(THREE_PM, ANA, "wamid.2")));
            core.webhook.receive(batch(aTap(THREE_PM, BOB, "wamid.3"), aTap("nonsense", BOB, "wamid.4")));
            Awaitility.await()
                    .until(() ->
                            database.count("inbound_messages WHERE phone = '" + BOB + "' AND state = 'DONE'") == 2);
            assertThat(database.count("inbound_messages WHERE phone = '" + ANA + "' AND state = 'PENDING'"))
                    .isEqualTo(2);
            connection.rollback();
        }
        Awaitility.await().until(() -> database.count("inbound_messages WHERE state = 'PENDING'") == 0);
    }

    @Test
    void whatever_a_customer_writes_opens_the_24_hours_and_nothing_late_shortens_them() {
        core.webhook.receive(aTap("nonsense", ANA, "wamid.1").bytes());
        Instant tapped = clock.instant();
        clock.advance(Duration.ofHours(20));
        core.webhook.receive(
                text("hello").from(ANA).wamid("wamid.2").sentAt(clock.instant()).bytes());
        core.webhook.receive(
                tap("nonsense").from(ANA).wamid("wamid.3").sentAt(tapped).bytes());
        assertThat(database.jdbc()
                        .sql("SELECT last_inbound_at FROM customers")
                        .query(Timestamp.class)
                        .single()
                        .toInstant())
                .isEqualTo(clock.instant());
    }

    @Test
    void a_text_is_answered_once_however_often_it_is_delivered() {
        byte[] hello =
                text("hello").from(ANA).wamid("wamid.1").sentAt(clock.instant()).bytes();
        core.webhook.receive(hello);
        core.webhook.receive(hello);
        assertThat(column("SELECT kind || ' ' || state FROM inbound_messages")).containsExactly("text DONE");
        assertThat(column("SELECT kind FROM outbound_messages")).containsExactly("times_offered");
    }

    @Test
    void texts_and_taps_of_one_delivery_are_handled_in_their_order() {
        core.webhook.receive(batch(
                text("hola").from(ANA).wamid("wamid.1").sentAt(clock.instant()),
                tap("more_times").from(ANA).wamid("wamid.2").sentAt(clock.instant())));
        core.worker.workOff();
        assertThat(column("SELECT kind || ' ' || outcome FROM tap_events ORDER BY id"))
                .containsExactly("text times_offered", "more_times days_listed");
        assertThat(column("SELECT language FROM customers")).containsExactly("es");
    }

    @Test
    void a_status_updates_the_message_it_belongs_to() {
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        database.jdbc()
                .sql("UPDATE outbound_messages SET state = 'SENT', wamid = 'wamid.ours'")
                .update();
        core.webhook.receive(batch(
                status("read").of("wamid.ours").at(clock.instant()),
                status("delivered").of("wamid.ours").at(clock.instant())));
        assertThat(column("SELECT state FROM outbound_messages")).containsExactly("READ");
    }

    @Test
    void a_tap_whose_handling_fails_is_kept_and_handled_later_and_younger_ones_wait_behind_it() {
        database.jdbc().sql("ALTER TABLE sessions RENAME TO sessions_away").update();
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        core.webhook.receive(aTap("nonsense", ANA, "wamid.2").bytes());
        assertThat(column("SELECT state FROM inbound_messages")).containsExactly("PENDING", "PENDING");
        assertThat(column("SELECT last_error FROM inbound_messages WHERE message_id = 'wamid.1'"))
                .singleElement()
                .asString()
                .contains("sessions");
        workOffAll();
        assertThat(database.count("tap_events")).isZero();

        database.jdbc().sql("ALTER TABLE sessions_away RENAME TO sessions").update();
        clock.advance(Duration.ofSeconds(5));
        workOffAll();
        assertThat(column("SELECT outcome FROM tap_events ORDER BY id")).containsExactly("card_shown", "malformed");
    }

    @Test
    void a_tap_that_keeps_failing_is_given_up_and_its_customer_told() {
        database.jdbc().sql("ALTER TABLE bookings RENAME TO bookings_away").update();
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofMinutes(1));
            workOffAll();
        }
        assertThat(column("SELECT state FROM inbound_messages")).containsExactly("FAILED");
        assertThat(column("SELECT outcome FROM tap_events")).containsExactly("failed");
        assertThat(column("SELECT payload #>> '{interactive,body,text}' FROM outbound_messages"))
                .containsExactly("Failed to create booking. Please try again.");
    }

    @Test
    void what_cannot_be_made_safe_is_not_acknowledged() {
        database.jdbc()
                .sql("ALTER TABLE inbound_messages RENAME TO inbound_messages_away")
                .update();
        assertThatThrownBy(() ->
                        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes()))
                .isInstanceOf(RuntimeException.class);
        database.jdbc()
                .sql("ALTER TABLE inbound_messages_away RENAME TO inbound_messages")
                .update();
        core.webhook.receive(aTap(THREE_PM, ANA, "wamid.1").bytes());
        assertThat(database.count("outbound_messages WHERE kind = 'card_shown'"))
                .isOne();
    }

    private WebhookBodies.Message aTap(String buttonId, String phone, String wamid) {
        return tap(buttonId).from(phone).wamid(wamid).sentAt(clock.instant());
    }

    private void workOffAll() {
        workOffAll(core);
    }

    private static void workOffAll(TestCore node) {
        while (node.worker.workOff() > 0) {
            // Until nothing is due.
        }
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        TABLES.forEach(table -> counts.put(table, database.count(table)));
        return counts;
    }

    private List<String> column(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }
}
