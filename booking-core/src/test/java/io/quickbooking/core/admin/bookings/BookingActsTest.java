package io.quickbooking.core.admin.bookings;

import static io.quickbooking.core.admin.bookings.BookingAct.CANCEL;
import static io.quickbooking.core.admin.bookings.BookingAct.COMPLETE;
import static io.quickbooking.core.admin.bookings.BookingAct.NO_SHOW;
import static io.quickbooking.core.admin.bookings.BookingAct.RESTORE;
import static io.quickbooking.testing.TestCore.firstButton;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.bookings.ActOutcome.Changed;
import io.quickbooking.core.admin.bookings.ActOutcome.Gone;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.ActOutcome.NotAllowed;
import io.quickbooking.core.admin.bookings.ActOutcome.SlotTaken;
import io.quickbooking.core.admin.bookings.ActOutcome.Stale;
import io.quickbooking.core.admin.bookings.BookingAct.Obstacle;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.Statements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BookingActsTest {
    private static final String SLOT = "slot_2026-06-02_15:00_m123";

    private final AdminFixture desk = new AdminFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, COMPLETE NO_SHOW CANCEL",
        "COMPLETED, RESTORE",
        "CANCELLED, RESTORE",
        "NO_SHOW, RESTORE",
    })
    void a_status_allows_these_acts_and_no_others(Status status, String allowed) {
        BookingDetails booking = desk.booked(SLOT);
        desk.clock.set(booking.startTs());
        for (BookingAct act : BookingAct.values()) {
            desk.database
                    .jdbc()
                    .sql("UPDATE bookings SET status = ?")
                    .param(status.name())
                    .update();
            ActOutcome outcome = desk.act(act, desk.booking(booking.bookingCode()));
            if (List.of(allowed.split(" ")).contains(act.name())) {
                assertThat(outcome).as("%s", act).isInstanceOf(Changed.class);
                assertThat(desk.booking(booking.bookingCode()).status()).isEqualTo(act.to());
            } else {
                assertThat(outcome).as("%s", act).isEqualTo(new NotAllowed(Obstacle.STATUS));
                assertThat(desk.booking(booking.bookingCode()).status()).isEqualTo(status);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETE", "NO_SHOW"})
    void nobody_has_come_or_stayed_away_before_the_visit_begins(BookingAct act) {
        BookingDetails booking = desk.booked(SLOT);
        desk.clock.set(booking.startTs().minusMillis(1));
        assertThat(desk.act(act, booking)).isEqualTo(new NotAllowed(Obstacle.NOT_STARTED));
        desk.clock.set(booking.startTs());
        assertThat(desk.act(act, booking)).isInstanceOf(Changed.class);
    }

    @Test
    void a_cancelled_slot_is_offered_and_booked_again_at_once() {
        BookingDetails booking = desk.booked(SLOT);
        assertThat(desk.core.tap("15550100002", SLOT).outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);

        assertThat(desk.act(CANCEL, booking)).extracting("customer").isEqualTo(Informed.NOT_ASKED);

        assertThat(desk.booked("15550100002", SLOT).startTs()).isEqualTo(booking.startTs());
        assertThat(desk.salon.counter()).as("bookings made").isEqualTo(2);
    }

    @Test
    void the_time_of_somebody_who_did_not_come_can_be_booked_by_others() {
        BookingDetails booking = desk.booked(SLOT);
        desk.clock.set(booking.startTs());
        desk.act(NO_SHOW, booking);
        assertThat(desk.database.jdbc().sql("""
                                INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id,
                                                      start_ts, end_ts, price, currency)
                                SELECT 'BK1', salon_id, customer_id, service, service_id, master_id, start_ts, end_ts, 0, 'USD'
                                FROM bookings
                                """).update()).isOne();
    }

    @Test
    void an_act_is_written_into_the_audit_log_and_told_to_live_pages() {
        BookingDetails booking = desk.booked(SLOT);
        desk.acts.perform(new ActRequest(
                CANCEL, booking.salonId(), booking.id(), booking.version(), false, "  called at 9  ", "rosa"));
        assertThat(desk.audit.of(booking.salonId(), booking.bookingCode()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.act()).isEqualTo(AuditedAct.BOOKING_CANCELLED);
                    assertThat(line.username()).isEqualTo("rosa");
                    assertThat(line.at()).isEqualTo(desk.clock.instant());
                    assertThat(line.details())
                            .isEqualTo(Map.of("from", "CONFIRMED", "customer", "NOT_ASKED", "note", "called at 9"));
                });
        assertThat(desk.signalled).containsExactly(Topic.BOOKINGS);
    }

    @Test
    void a_refused_act_leaves_no_trace() {
        BookingDetails booking = desk.booked(SLOT);
        desk.act(COMPLETE, booking);
        assertThat(desk.database.count("audit_log")).isZero();
        assertThat(desk.signalled).isEmpty();
        assertThat(desk.booking(booking.bookingCode()).version()).isEqualTo(booking.version());
    }

    @Test
    void a_customer_is_told_of_the_cancellation_in_their_language() {
        BookingDetails booking = desk.booked(SLOT);
        desk.database.jdbc().sql("UPDATE customers SET language = 'de'").update();

        assertThat(desk.acts.perform(desk.request(CANCEL, booking, true)))
                .extracting("customer")
                .isEqualTo(Informed.MESSAGED);

        String payload = desk.database
                .jdbc()
                .sql("SELECT payload FROM outbound_messages WHERE booking_id = ? AND kind = 'booking_cancelled'")
                .param(booking.id())
                .query(String.class)
                .single();
        assertThat(payload)
                .contains("Der Salon hat Ihren Termin abgesagt", booking.bookingCode(), "2. Juni", "15:00", "Sarah");
        assertThat(desk.signalled).containsExactlyInAnyOrder(Topic.BOOKINGS, Topic.MESSAGES);
    }

    @Test
    void a_restored_booking_can_be_confirmed_to_the_customer_again() {
        BookingDetails booking = desk.booked(SLOT);
        desk.act(CANCEL, booking);
        desk.acts.perform(desk.request(RESTORE, desk.booking(booking.bookingCode()), true));
        assertThat(desk.database.count(
                        "outbound_messages WHERE kind = 'booking_restored' AND payload::text LIKE '%is booked!%'"))
                .isOne();
    }

    @Test
    void no_message_is_written_that_whatsapp_would_not_take() {
        BookingDetails booking = desk.booked(SLOT);
        desk.clock.advance(Duration.ofHours(24));
        long before = desk.database.count("outbound_messages");
        assertThat(desk.acts.perform(desk.request(CANCEL, booking, true)))
                .extracting("customer")
                .isEqualTo(Informed.WINDOW_CLOSED);
        assertThat(desk.database.count("outbound_messages")).isEqualTo(before);
    }

    @Test
    void who_said_stop_is_told_nothing_and_staff_reads_why() {
        BookingDetails booking = desk.booked(SLOT);
        assertThat(booking.customerCanBeMessaged(desk.clock.instant())).isTrue();
        desk.database.jdbc().sql("UPDATE customers SET opted_out_at = now()").update();

        BookingDetails seen = desk.booking(booking.bookingCode());
        assertThat(seen.customerOptedOut()).isTrue();
        assertThat(seen.customerCanBeMessaged(desk.clock.instant())).isFalse();
        long before = desk.database.count("outbound_messages");
        assertThat(desk.acts.perform(desk.request(CANCEL, seen, true)))
                .extracting("customer")
                .isEqualTo(Informed.OPTED_OUT);
        assertThat(desk.database.count("outbound_messages")).isEqualTo(before);
    }

    @Test
    void whoever_looks_at_an_older_booking_is_told_what_changed() {
        BookingDetails seen = desk.booked(SLOT);
        desk.act(CANCEL, seen);
        assertThat(desk.act(CANCEL, seen))
                .isInstanceOfSatisfying(
                        Stale.class,
                        stale -> assertThat(stale.latest())
                                .hasValueSatisfying(
                                        act -> assertThat(act.act()).isEqualTo(AuditedAct.BOOKING_CANCELLED)));
    }

    @Test
    void of_two_operators_at_once_one_wins_and_the_other_learns_of_it() {
        for (int round = 0; round < 10; round++) {
            BookingDetails booking = desk.booked("slot_2026-06-02_%02d:00_m123".formatted(round + 10));
            List<ActOutcome> outcomes =
                    Race.of(List.of(() -> desk.act(CANCEL, booking), () -> desk.act(CANCEL, booking)));
            assertThat(outcomes).hasAtLeastOneElementOfType(Changed.class).hasAtLeastOneElementOfType(Stale.class);
            assertThat(desk.audit.of(booking.salonId(), booking.bookingCode())).hasSize(1);
        }
    }

    @Test
    void a_booking_whose_time_is_taken_is_not_restored_and_the_other_is_named() {
        BookingDetails first = desk.booked(SLOT);
        desk.act(CANCEL, first);
        BookingDetails second = desk.booked("15550100002", "slot_2026-06-02_15:30_m123");
        assertThat(desk.act(RESTORE, desk.booking(first.bookingCode()))).isEqualTo(new SlotTaken(second.bookingCode()));
        assertThat(desk.booking(first.bookingCode()).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void a_customers_confirm_and_a_restore_at_once_come_to_one_booking() {
        for (int round = 0; round < 20; round++) {
            String slot = "slot_2026-06-%02d_15:00_m123".formatted(round + 2);
            BookingDetails first = desk.booked(slot);
            desk.act(CANCEL, first);
            BookingDetails cancelled = desk.booking(first.bookingCode());
            TapAnswer card = desk.core.tap("15550100002", slot);
            List<Object> outcomes = Race.of(
                    List.of(() -> desk.act(RESTORE, cancelled), () -> desk.core.tap("15550100002", firstButton(card))));
            boolean restored = outcomes.get(0) instanceof Changed;
            boolean confirmed = ((TapAnswer) outcomes.get(1)).outcome() == TapOutcome.BOOKED;
            assertThat(restored).as("round %d", round).isNotEqualTo(confirmed);
            assertThat(desk.database.count("bookings WHERE status = 'CONFIRMED'"))
                    .isEqualTo(round + 1L);
        }
    }

    @Test
    void two_bookings_of_one_time_restored_at_once_come_to_one() {
        for (int round = 0; round < 10; round++) {
            String slot = "slot_2026-06-%02d_15:00_m123".formatted(round + 2);
            BookingDetails first = desk.booked(slot);
            desk.act(CANCEL, first);
            BookingDetails second = desk.booked("15550100002", slot);
            desk.act(CANCEL, second);
            List<ActOutcome> outcomes = Race.of(List.of(
                    () -> desk.act(RESTORE, desk.booking(first.bookingCode())),
                    () -> desk.act(RESTORE, desk.booking(second.bookingCode()))));
            assertThat(outcomes).hasAtLeastOneElementOfType(Changed.class).hasAtLeastOneElementOfType(SlotTaken.class);
        }
    }

    @Test
    void time_taken_by_a_program_that_locks_nothing_is_told_and_not_a_failure() throws Exception {
        Statements.Pause pause = Statements.pauseBefore("UPDATE bookings");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (AdminFixture other = new AdminFixture(pause)) {
            // Its BookingWriter is made of the core's own mappers; here the one with the pause is wanted.
            BookingActs paused = new BookingActs(
                    new Mappers(other.database.dataSource(), pause),
                    other.core.transactions,
                    new BookingWriter(new Mappers(other.database.dataSource(), pause)),
                    other.core.catalog,
                    other.core.availability,
                    other.audit,
                    new InteractiveMessageBuilder(other.clock),
                    other.core.outbox,
                    new Signals(),
                    other.clock);
            BookingDetails first = other.booked(SLOT);
            other.act(CANCEL, first);
            CompletableFuture<ActOutcome> restored = CompletableFuture.supplyAsync(
                    () -> paused.perform(other.request(RESTORE, other.booking(first.bookingCode()), false)), thread);
            pause.awaitReached();
            other.database.jdbc().sql("""
                            INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id,
                                                  start_ts, end_ts, price, currency)
                            SELECT 'BK999999', salon_id, customer_id, service, service_id, master_id, start_ts, end_ts, 0, 'USD'
                            FROM bookings
                            """).update();
            pause.goOn();
            assertThat(restored.get(20, TimeUnit.SECONDS)).isEqualTo(new SlotTaken("BK999999"));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void bookings_of_other_salons_and_of_the_simulator_do_not_exist() {
        BookingDetails booking = desk.booked(SLOT);
        assertThat(desk.acts.perform(new ActRequest(
                        CANCEL, UUID.randomUUID(), booking.id(), booking.version(), false, null, "rosa")))
                .isInstanceOf(Gone.class);
        desk.database.jdbc().sql("UPDATE bookings SET realm = 'SIMULATED'").update();
        assertThat(desk.act(CANCEL, booking)).isInstanceOf(Gone.class);
    }

    @Test
    void a_note_has_its_limit() {
        assertThatThrownBy(() ->
                        new ActRequest(CANCEL, UUID.randomUUID(), UUID.randomUUID(), 0, false, "x".repeat(201), "rosa"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
