package io.quickbooking.core.admin.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.bookings.ActOutcome.Changed;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.ActOutcome.NotAllowed;
import io.quickbooking.core.admin.bookings.ActOutcome.SlotTaken;
import io.quickbooking.core.admin.bookings.ActOutcome.Stale;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffOutcome.Made;
import io.quickbooking.core.admin.bookings.StaffOutcome.Question;
import io.quickbooking.core.admin.bookings.StaffOutcome.Refused;
import io.quickbooking.core.admin.bookings.StaffOutcome.Unclear;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.admin.lookup.CustomerProfile;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.Race;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bookings that staff makes and moves; the salon is open around the clock on a grid of half hours. */
class StaffBookingsTest {
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final Guest WALK_IN = new Guest(null, null, null, "Wanda Walk-in");

    private final AdminFixture desk = new AdminFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private static LocalDateTime on(String time) {
        return LocalDateTime.parse("2026-06-02T" + time);
    }

    private StaffBooking booking(@Nullable String master, String time, Guest guest) {
        return new StaffBooking(
                UUID.randomUUID().toString(),
                desk.salon.id(),
                desk.salon.service("s456"),
                master == null ? null : desk.salon.master(master),
                on(time),
                guest,
                false,
                false,
                "rosa");
    }

    private static StaffBooking anyTime(StaffBooking plain) {
        return new StaffBooking(
                plain.key(),
                plain.salonId(),
                plain.serviceId(),
                plain.masterId(),
                plain.wallTime(),
                plain.guest(),
                true,
                plain.informCustomer(),
                plain.username());
    }

    private BookingDetails made(StaffBooking wanted) {
        StaffOutcome outcome = desk.staff.book(wanted);
        assertThat(outcome).isInstanceOf(Made.class);
        return desk.booking(((Made) outcome).bookingCode());
    }

    private MoveOutcome move(BookingDetails seen, String master, String time, boolean anyTime, boolean inform) {
        return desk.acts.move(new MoveRequest(
                seen.salonId(),
                seen.id(),
                seen.version(),
                desk.salon.master(master),
                on(time),
                anyTime,
                inform,
                null,
                "rosa"));
    }

    private static ActOutcome act(MoveOutcome outcome) {
        return outcome.match(act -> act, refused -> {
            throw new AssertionError(refused);
        });
    }

    private static @Nullable Refusal refusal(MoveOutcome outcome) {
        return outcome.<@Nullable Refusal>match(act -> null, MoveOutcome.Refused::reason);
    }

    @Test
    void a_walk_in_is_known_by_name_alone() {
        BookingDetails booking = made(booking("m123", "15:00", WALK_IN));
        assertThat(booking.customerName()).isEqualTo("Wanda Walk-in");
        assertThat(booking.customerPhone()).isNull();
        assertThat(booking.customerCanBeMessaged(desk.clock.instant())).isFalse();
        assertThat(desk.core.tap("15550100002", THREE_PM).outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
        assertThat(desk.salon.counter()).isOne();
        assertThat(desk.audit.of(booking.salonId(), booking.bookingCode()))
                .singleElement()
                .satisfies(line -> assertThat(line.act()).isEqualTo(AuditedAct.BOOKING_MADE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1 555 010 0001", "(555) 010-0001", "0015550100001", "+1.555.010.0001"})
    void a_caller_is_the_customer_who_writes_from_that_number(String typed) {
        desk.database
                .jdbc()
                .sql("UPDATE salons SET display_phone = '+15550783881'")
                .update();
        BookingDetails ana = desk.booked("slot_2026-06-02_10:00_m123");
        BookingDetails called = made(booking("m123", "15:00", new Guest(null, typed, null, "Ana")));
        assertThat(called.customerId()).isEqualTo(ana.customerId());
        assertThat(called.customerName()).isEqualTo("Ana");
    }

    @Test
    void a_new_caller_who_writes_later_is_the_same_customer() {
        BookingDetails called = made(booking("m123", "15:00", new Guest(null, "+1 555 010 0009", null, "Cleo")));
        assertThat(desk.booked("15550100009", "slot_2026-06-02_10:00_m123").customerId())
                .isEqualTo(called.customerId());
    }

    @Test
    void what_makes_no_booking_is_asked_back_and_leaves_nothing() {
        assertThat(desk.staff.book(booking("m123", "15:00", new Guest(null, "010-0001", null, "Ana"))))
                .isEqualTo(new Unclear(Question.PHONE));
        assertThat(desk.staff.book(booking("m123", "15:00", new Guest(null, "call me", null, "Ana"))))
                .isEqualTo(new Unclear(Question.PHONE));
        assertThat(desk.staff.book(booking("m123", "15:00", new Guest(null, " ", null, ""))))
                .isEqualTo(new Unclear(Question.CUSTOMER));
        assertThat(desk.staff.book(booking("m123", "15:00", new Guest(UUID.randomUUID(), null, null, null))))
                .isEqualTo(new Unclear(Question.CUSTOMER));
        assertThat(desk.database.count("customers")).isZero();
        assertThat(desk.database.count("audit_log")).isZero();
    }

    @Test
    void a_refused_booking_makes_no_customer() {
        desk.booked(THREE_PM);
        assertThat(desk.staff.book(booking("m123", "15:30", WALK_IN))).isEqualTo(new Refused(Refusal.BOOKED));
        assertThat(desk.database.count("customers")).isOne();
    }

    @Test
    void anyone_is_the_first_who_is_free() {
        desk.booked(THREE_PM);
        assertThat(made(booking(null, "15:00", WALK_IN)).masterName()).isEqualTo("Bo Chen");
        assertThat(desk.staff.book(booking(null, "15:00", WALK_IN))).isEqualTo(new Refused(Refusal.BOOKED));
    }

    @Test
    void one_key_makes_one_booking_however_often_and_at_once_it_is_sent() {
        StaffBooking wanted = booking("m123", "15:00", WALK_IN);
        List<StaffOutcome> outcomes = Race.of(Collections.nCopies(10, () -> desk.staff.book(wanted)));
        assertThat(outcomes).allMatch(Made.class::isInstance);
        assertThat(outcomes).filteredOn(outcome -> !((Made) outcome).before()).hasSize(1);
        assertThat(desk.database.count("bookings")).isOne();
        assertThat(desk.database.count("customers")).isOne();
        assertThat(desk.salon.counter()).isOne();
    }

    @Test
    void staff_and_a_customer_at_once_come_to_one_booking() {
        for (int round = 0; round < 10; round++) {
            String time = "%02d:00".formatted(round + 8);
            var card = desk.core.tap("15550100001", "slot_2026-06-02_" + time + "_m123");
            List<Object> outcomes = Race.of(List.of(
                    () -> desk.core
                            .tap("15550100001", card.message().buttons().get(0).id())
                            .outcome(),
                    () -> desk.staff.book(booking("m123", time, WALK_IN))));
            assertThat(outcomes.get(0) == TapOutcome.BOOKED).isNotEqualTo(outcomes.get(1) instanceof Made);
        }
    }

    @Test
    void a_time_that_is_held_for_a_customer_is_not_given_away() {
        desk.database.jdbc().sql("UPDATE salons SET hold_minutes = 5").update();
        desk.core.catalog.refresh();
        desk.core.tap("15550100001", THREE_PM);
        assertThat(desk.staff.book(booking("m123", "15:00", WALK_IN))).isEqualTo(new Refused(Refusal.BOOKED));
        desk.clock.advance(Duration.ofMinutes(5));
        made(booking("m123", "15:00", WALK_IN));
    }

    @ParameterizedTest
    @CsvSource({"15:10, OFF_GRID, off_grid", "21:00, CLOSED, closed"})
    void only_who_may_books_where_customers_may_not_and_that_is_written_down(
            String time, Refusal refusal, String although) {
        desk.database
                .jdbc()
                .sql("UPDATE working_hours SET from_minute = 540, to_minute = 1080")
                .update();
        desk.core.catalog.refresh();
        StaffBooking wanted = booking("m123", time, WALK_IN);
        assertThat(desk.staff.book(wanted)).isEqualTo(new Refused(refusal));
        BookingDetails booking = made(anyTime(wanted));
        assertThat(desk.audit
                        .of(booking.salonId(), booking.bookingCode())
                        .get(0)
                        .details())
                .isEqualTo(Map.of("customer", "NOT_ASKED", "although", although));
    }

    @Test
    void nobody_books_over_another_booking_in_the_past_or_at_a_time_that_the_clock_skips() {
        desk.booked(THREE_PM);
        assertThat(desk.staff.book(anyTime(booking("m123", "15:40", WALK_IN)))).isEqualTo(new Refused(Refusal.BOOKED));
        for (String wallTime : List.of("2026-06-01T07:00", "2027-03-14T02:30")) {
            StaffBooking wanted = new StaffBooking(
                    UUID.randomUUID().toString(),
                    desk.salon.id(),
                    desk.salon.service("s456"),
                    null,
                    LocalDateTime.parse(wallTime),
                    WALK_IN,
                    true,
                    false,
                    "rosa");
            assertThat(desk.staff.book(wanted)).as(wallTime).isInstanceOf(Refused.class);
        }
    }

    @Test
    void the_customer_is_told_where_whatsapp_lets_the_salon() {
        BookingDetails ana = desk.booked("slot_2026-06-02_10:00_m123");
        StaffBooking plain = booking("m123", "15:00", new Guest(ana.customerId(), null, null, null));
        StaffBooking wanted = new StaffBooking(
                plain.key(),
                plain.salonId(),
                plain.serviceId(),
                plain.masterId(),
                plain.wallTime(),
                plain.guest(),
                false,
                true,
                "rosa");
        assertThat(desk.staff.book(wanted))
                .isInstanceOfSatisfying(
                        Made.class, made -> assertThat(made.customer()).isEqualTo(Informed.MESSAGED));
        assertThat(desk.database.count("outbound_messages WHERE kind = 'booking_made'"))
                .isOne();
    }

    @Test
    void every_time_offered_can_be_booked_and_no_other_on_the_grid() {
        desk.booked(THREE_PM);
        var salon = desk.core.salon("aurora");
        List<Slot> offered =
                desk.staff.times(salon, salon.masters().get(0), salon.services().get(0), LocalDate.of(2026, 6, 2));
        assertThat(offered)
                .extracting(slot -> slot.start().toLocalTime().toString())
                .contains("14:00", "16:00");
        for (int halfHour = 27; halfHour < 34; halfHour++) {
            String time = "%02d:%s".formatted(halfHour / 2, halfHour % 2 == 0 ? "00" : "30");
            boolean wasOffered = offered.stream()
                    .anyMatch(slot -> slot.start().toLocalTime().toString().equals(time));
            StaffOutcome outcome = desk.staff.book(booking("m123", time, WALK_IN));
            assertThat(outcome instanceof Made).as(time).isEqualTo(wasOffered);
            if (outcome instanceof Made made) {
                desk.act(BookingAct.CANCEL, desk.booking(made.bookingCode()));
            }
        }
    }

    @Test
    void a_booking_is_moved_to_another_time_and_master_and_the_old_time_is_free() {
        BookingDetails booking = desk.booked(THREE_PM);
        assertThat(act(move(booking, "m2", "17:30", false, true)))
                .extracting("customer")
                .isEqualTo(Informed.MESSAGED);
        BookingDetails after = desk.booking(booking.bookingCode());
        assertThat(after.masterName()).isEqualTo("Bo Chen");
        assertThat(after.startTs()).isEqualTo(booking.startTs().plus(Duration.ofMinutes(150)));
        assertThat(after.duration()).isEqualTo(booking.duration());
        assertThat(desk.core.tap("15550100002", THREE_PM).outcome()).isEqualTo(TapOutcome.CARD_SHOWN);
        assertThat(desk.audit
                        .of(booking.salonId(), booking.bookingCode())
                        .get(0)
                        .details())
                .isEqualTo(
                        Map.of("from", "2026-06-02T15:00 m123", "to", "2026-06-02T17:30 m2", "customer", "MESSAGED"));
        assertThat(desk.database.count(
                        "outbound_messages WHERE kind = 'booking_moved' AND payload::text LIKE '%5:30%'"))
                .isOne();
        assertThat(desk.salon.counter()).isOne();
    }

    @Test
    void a_booking_can_be_moved_into_its_own_time_and_takes_its_buffers_along() {
        desk.database
                .jdbc()
                .sql("UPDATE services SET buffer_after_minutes = 30")
                .update();
        desk.core.catalog.refresh();
        BookingDetails booking = desk.booked(THREE_PM);
        assertThat(act(move(booking, "m123", "15:30", false, false))).isInstanceOf(Changed.class);
        assertThat(desk.database.count("bookings WHERE busy_until = end_ts + INTERVAL '30 minutes'"))
                .isOne();
        assertThat(desk.core.tap("15550100002", "slot_2026-06-02_16:30_m123").outcome())
                .isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
    }

    @Test
    void a_move_that_is_refused_says_why_and_leaves_everything() {
        BookingDetails booking = desk.booked(THREE_PM);
        BookingDetails other = desk.booked("15550100002", "slot_2026-06-02_17:00_m123");
        assertThat(act(move(booking, "m123", "17:30", true, true))).isEqualTo(new SlotTaken(other.bookingCode()));
        assertThat(refusal(move(booking, "m123", "17:10", false, true))).isEqualTo(Refusal.OFF_GRID);
        BookingDetails same = desk.booking(booking.bookingCode());
        assertThat(same).isEqualTo(booking);
        desk.act(BookingAct.CANCEL, same);
        assertThat(act(move(booking, "m123", "19:00", false, false))).isInstanceOf(Stale.class);
        assertThat(act(move(desk.booking(booking.bookingCode()), "m123", "19:00", false, false)))
                .isEqualTo(new NotAllowed(BookingAct.Obstacle.STATUS));
    }

    @Test
    void two_bookings_moved_to_one_time_at_once_come_to_one() {
        for (int round = 0; round < 10; round++) {
            int date = round + 3;
            String day = "slot_2026-06-%02d_".formatted(date);
            BookingDetails first = desk.booked(day + "10:00_m123");
            BookingDetails second = desk.booked("15550100002", day + "12:00_m2");
            List<ActOutcome> outcomes =
                    Race.of(List.of(() -> act(moveOn(first, date, "17:00")), () -> act(moveOn(second, date, "17:30"))));
            assertThat(outcomes).hasAtLeastOneElementOfType(Changed.class).hasAtLeastOneElementOfType(SlotTaken.class);
        }
    }

    private MoveOutcome moveOn(BookingDetails seen, int day, String time) {
        return desk.acts.move(new MoveRequest(
                seen.salonId(),
                seen.id(),
                seen.version(),
                desk.salon.master("m123"),
                LocalDateTime.parse("2026-06-%02dT%s".formatted(day, time)),
                false,
                false,
                null,
                "rosa"));
    }

    @Test
    void a_time_held_for_somebody_is_in_the_way_of_a_move_and_of_a_restoring_until_it_ends() {
        BookingDetails booking = desk.booked(THREE_PM);
        desk.act(BookingAct.CANCEL, booking);
        BookingDetails other = desk.booked("slot_2026-06-02_10:00_m123");
        desk.database.jdbc().sql("UPDATE salons SET hold_minutes = 5").update();
        desk.core.catalog.refresh();
        desk.core.tap("15550100002", THREE_PM);
        BookingDetails cancelled = desk.booking(booking.bookingCode());
        assertThat(desk.act(BookingAct.RESTORE, cancelled)).isEqualTo(new SlotTaken(null));
        assertThat(act(move(other, "m123", "15:00", false, false))).isEqualTo(new SlotTaken(null));
        desk.clock.advance(Duration.ofMinutes(5));
        assertThat(act(move(other, "m123", "15:00", false, false))).isInstanceOf(Changed.class);
        assertThat(desk.act(BookingAct.RESTORE, cancelled)).isEqualTo(new SlotTaken(other.bookingCode()));
    }

    @Test
    void notes_are_kept_once_and_audited_without_what_they_say() {
        UUID id = desk.booked(THREE_PM).customerId();
        CustomerProfile customer = desk.customers.byId(id).orElseThrow();
        assertThat(customer.notes()).isEmpty();
        assertThat(customer.lastServices()).isEqualTo("Women's Haircut");
        assertThat(desk.customers.note(customer, "", "allergic to henna", "rosa"))
                .isTrue();
        assertThat(desk.customers.note(customer, "", "likes tea", "eva")).isFalse();
        assertThat(desk.customers.byId(id).orElseThrow().notes()).isEqualTo("allergic to henna");
        assertThat(desk.audit.of(desk.salon.id(), id.toString()))
                .singleElement()
                .satisfies(line -> assertThat(line.details()).isEmpty());
    }

    @Test
    void next_free_times_are_told_once_whoever_is_free() {
        Salon salon = desk.core.salon("aurora");
        Service haircut = salon.service("s456").orElseThrow();
        assertThat(salon.mastersOf(haircut)).hasSizeGreaterThan(1);
        assertThat(desk.staff.next(salon, null, haircut, Instant.parse("2026-06-02T12:00:00Z")))
                .extracting(slot -> slot.start().toLocalTime().toString())
                .containsExactly("08:00", "08:30", "09:00");
    }
}
