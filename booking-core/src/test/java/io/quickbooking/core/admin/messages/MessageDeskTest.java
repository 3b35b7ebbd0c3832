package io.quickbooking.core.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDeskTest {
    private final SettableClock clock = SettableClock.at("2024-10-21T12:00:00Z");
    private final TestDatabase database = TestDatabase.create(5);
    private final TestSalon.Written salon = TestSalon.aSalon().in(database);
    private final TestSalon.Written other =
            TestSalon.aSalon().called("nova", "5550101").in(database);
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private MessageDesk desk;

    @BeforeEach
    void sendThree() {
        Mappers mappers = new Mappers(database.dataSource());
        desk = new MessageDesk(
                mappers,
                core.transactions,
                core.outbox,
                core.inbox,
                new AuditLog(mappers, core.transactions, clock),
                new Signals(),
                clock);
        core.tap("15550100201", "slot_2024-10-22_15:00_m123");
        core.tap("15550100202", "slot_2024-10-22_16:00_m123");
        core.tap("15550100203", "slot_2024-10-22_17:00_m123");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void messages_are_listed_by_state_the_newest_first_page_by_page() {
        set("state = 'FAILED', error_code = 131026, failed_at = now()", 0);
        set("error_code = -1", 1);
        assertThat(ids(null, "", null)).containsExactly(id(2), id(1), id(0));
        assertThat(ids(null, "", id(2))).containsExactly(id(1), id(0));
        assertThat(ids(MessageState.FAILED, "", null)).containsExactly(id(0));
        assertThat(ids(MessageState.IN_DOUBT, "", null)).containsExactly(id(1));
        assertThat(ids(MessageState.WAITING, "", null)).containsExactly(id(2));
        assertThat(ids(MessageState.READ, "", null)).isEmpty();
        assertThat(desk.counts(salon.id())).isEqualTo(new MessageCounts(3, 1, 1, 0, 0, 0, 1, 0));
        assertThat(desk.counts(other.id())).isEqualTo(new MessageCounts(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void messages_are_found_by_a_piece_of_the_phone_or_of_the_name_taken_literally() {
        database.jdbc()
                .sql("UPDATE customers SET name = '100% Ana_' WHERE phone = '15550100202'")
                .update();
        assertThat(ids(null, "(555) 010-0203", null)).containsExactly(id(2));
        assertThat(ids(null, "0% ana_", null)).containsExactly(id(1));
        assertThat(ids(null, "%", null)).containsExactly(id(1));
        assertThat(ids(null, "nobody", null)).isEmpty();
    }

    /** As the look-up of bookings does. Seen to fail when only a piece of the stored number is looked for. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 15550100201, 001 555 010 0201",
        "Europe/London, 442079460123, 020 7946 0123",
        "America/Mexico_City, 5215512345678, +52 55 1234 5678",
        "America/Mexico_City, 525512345678, 044 55 1234 5678",
        "America/Sao_Paulo, 553188887777, (31) 98888-7777",
    })
    void messages_are_found_by_the_number_in_another_spelling(String zone, String stored, String typed) {
        database.jdbc().sql("UPDATE salons SET time_zone = ?").param(zone).update();
        database.jdbc()
                .sql("UPDATE customers SET phone = ? WHERE phone = '15550100201'")
                .param(stored)
                .update();
        assertThat(ids(null, typed, null)).containsExactly(id(0));
    }

    @Test
    void simulated_messages_are_not_there() {
        set("realm = 'SIMULATED', state = 'SIMULATED'", 0);
        assertThat(ids(null, "", null)).containsExactly(id(2), id(1));
        assertThat(desk.sent(id(0))).isEmpty();
    }

    @Test
    void a_failed_message_is_sent_again_once_however_often_the_button_is_pressed() {
        set("state = 'FAILED', error_code = 131026, failed_at = now()", 0);
        SentMessage message = desk.sent(id(0)).orElseThrow();
        assertThat(desk.sendAgain("admin", message)).isEqualTo(new Resending.Waiting());
        assertThat(desk.sendAgain("admin", message)).isEqualTo(new Resending.TooLate());
        assertThat(desk.sent(id(0)).orElseThrow().state()).isEqualTo(MessageState.WAITING);
        assertThat(audited()).containsExactly("message_sent_again " + id(0));
    }

    @Test
    void a_waiting_message_is_given_up_once_and_says_so() {
        SentMessage message = desk.sent(id(0)).orElseThrow();
        assertThat(desk.giveUp("admin", message)).isTrue();
        assertThat(desk.giveUp("admin", message)).isFalse();
        SentMessage given = desk.sent(id(0)).orElseThrow();
        assertThat(given.state()).isEqualTo(MessageState.FAILED);
        assertThat(given.errorCode()).isEqualTo(-2);
        assertThat(given.failedAt()).isEqualTo(clock.instant());
        assertThat(audited()).containsExactly("message_given_up " + id(0));
    }

    @Test
    void a_tap_that_was_given_up_is_handled_when_somebody_says_so_and_has_one_outcome() {
        long lost = giveUp("15550100204", "slot_2024-10-22_18:00_m123");
        assertThat(outcomes(lost)).containsExactly("failed");
        ReceivedMessage message = notHandled().get(0);
        assertThat(desk.counts(salon.id()).notHandled()).isOne();
        assertThat(desk.notHandled(new MessageQuery(other.id(), null, "", null, 10)))
                .isEmpty();

        assertThat(desk.tryAgain("admin", message)).isTrue();
        assertThat(desk.tryAgain("admin", message)).isFalse();
        assertThat(audited()).containsExactly("message_sent_again " + lost);
        assertThat(outcomes(lost)).as("while it waits").isEmpty();

        workOff();
        assertThat(outcomes(lost)).containsExactly("card_shown");
        assertThat(state(lost)).isEqualTo("DONE");
        assertThat(core.tap("15550100204", "nonsense").outcome()).isEqualTo(TapOutcome.MALFORMED);
        assertThat(waiting()).isZero();
        assertThat(ledger()).isZero();
    }

    @Test
    void a_tap_that_fails_again_is_given_up_again_and_again() {
        long lost = giveUp("15550100204", "slot_2024-10-22_18:00_m123");
        for (int round = 0; round < 2; round++) {
            away("bookings", "bookings_away");
            assertThat(desk.tryAgain("admin", notHandled().get(0))).isTrue();
            exhaust();
            away("bookings_away", "bookings");
            assertThat(state(lost)).isEqualTo("FAILED");
            assertThat(outcomes(lost)).containsExactly("failed");
        }
        core.tap("15550100204", "slot_2024-10-22_18:00_m123");
        assertThat(waiting()).isZero();
        assertThat(ledger()).isZero();
    }

    @Test
    void a_row_that_is_set_back_by_hand_is_handled_too() {
        long lost = giveUp("15550100204", "slot_2024-10-22_18:00_m123");
        database.jdbc()
                .sql("UPDATE inbound_messages SET state = 'PENDING', attempts = 0, next_attempt_at = ? WHERE id = ?")
                .params(Timestamp.from(clock.instant()), lost)
                .update();
        workOff();
        assertThat(outcomes(lost)).containsExactly("card_shown");
        assertThat(ledger()).isZero();
    }

    @Test
    void a_message_that_cannot_even_be_apologized_for_holds_nobody_up() {
        database.jdbc()
                .sql("ALTER TABLE tap_events ADD CONSTRAINT never CHECK (button_id <> 'slot_2024-10-22_18:00_m123')")
                .update();
        Tap tap = core.aTap("15550100204", "slot_2024-10-22_18:00_m123", "wamid.lost", clock.instant());
        core.inbox.store(tap.salonId(), tap.realm(), List.of(tap.message()), clock.instant(), null);
        exhaust();
        assertThat(database.jdbc()
                        .sql("SELECT state FROM inbound_messages WHERE message_id = 'wamid.lost'")
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED");
        assertThat(core.tap("15550100204", "nonsense").outcome()).isEqualTo(TapOutcome.MALFORMED);
    }

    /** By the worker, after as many attempts as it makes. */
    private long giveUp(String phone, String buttonId) {
        away("bookings", "bookings_away");
        Tap tap = core.aTap(phone, buttonId, "wamid.lost", clock.instant());
        core.inbox.store(tap.salonId(), tap.realm(), List.of(tap.message()), clock.instant(), null);
        exhaust();
        away("bookings_away", "bookings");
        return notHandled().get(0).id();
    }

    private void away(String from, String to) {
        database.jdbc().sql("ALTER TABLE " + from + " RENAME TO " + to).update();
    }

    private void exhaust() {
        for (int attempt = 0; attempt < 6; attempt++) {
            workOff();
            clock.advance(Duration.ofSeconds(40));
        }
    }

    private void workOff() {
        while (core.worker.workOff() > 0) {
            // Until nothing is due.
        }
    }

    private List<ReceivedMessage> notHandled() {
        return desk.notHandled(new MessageQuery(salon.id(), null, "", null, 10));
    }

    private List<String> outcomes(long inboundId) {
        return database.jdbc()
                .sql("SELECT outcome FROM tap_events WHERE inbound_id = ?")
                .param(inboundId)
                .query(String.class)
                .list();
    }

    private String state(long inboundId) {
        return database.jdbc()
                .sql("SELECT state FROM inbound_messages WHERE id = ?")
                .param(inboundId)
                .query(String.class)
                .single();
    }

    private long waiting() {
        return database.count("inbound_messages WHERE state = 'PENDING'");
    }

    /** Messages without exactly one outcome, as the nightly audit counts them. */
    private long ledger() {
        return database.count("inbound_messages i WHERE (SELECT count(*) FROM tap_events e WHERE e.inbound_id = i.id)"
                + " <> CASE WHEN i.state = 'PENDING' THEN 0 ELSE 1 END");
    }

    private List<Long> ids(@Nullable MessageState state, String text, @Nullable Long before) {
        return desk.sent(new MessageQuery(salon.id(), state, text, before, 10)).stream()
                .map(SentMessage::id)
                .toList();
    }

    private long id(int index) {
        return database.jdbc()
                .sql("SELECT id FROM outbound_messages ORDER BY id OFFSET ? LIMIT 1")
                .param(index)
                .query(Long.class)
                .single();
    }

    private void set(String what, int index) {
        database.jdbc()
                .sql("UPDATE outbound_messages SET " + what + " WHERE id = ?")
                .param(id(index))
                .update();
    }

    private List<String> audited() {
        return database.jdbc()
                .sql("SELECT act || ' ' || subject FROM audit_log ORDER BY id")
                .query(String.class)
                .list();
    }
}
