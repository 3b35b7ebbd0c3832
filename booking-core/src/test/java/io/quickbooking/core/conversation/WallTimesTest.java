package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_UNAVAILABLE;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingOutcome;
import io.quickbooking.core.booking.BookingWriter.Retimed;
import io.quickbooking.core.booking.NewBooking;
import io.quickbooking.core.booking.ToldVisit;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.testing.ChangingZone;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits that are booked with one table of zones and kept with another, in a salon that is always open. */
class WallTimesTest {
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String EVA = "15550100003";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-11-20T18:00:00Z");
    private TestCore core = new TestCore(database.dataSource(), clock);

    @BeforeEach
    void bookWithOldTables() {
        ChangingZone.old();
    }

    @AfterEach
    void close() {
        ChangingZone.old();
        database.close();
    }

    private TestSalon.Written salon() {
        return aSalon().in(ChangingZone.ID).withGrid(60).in(database);
    }

    private String book(String phone, String time) {
        TapAnswer card = core.tap(phone, "slot_2026-12-10_" + time + "_m123");
        assertThat(card.outcome()).as(time).isEqualTo(CARD_SHOWN);
        TapAnswer booked = core.tap(phone, firstButton(card));
        assertThat(booked.outcome()).as(time).isEqualTo(BOOKED);
        return booked.bookingCode();
    }

    /** Another JDK starts, and looks at what is booked. */
    private void restart(TestSalon.Written salon) {
        core = new TestCore(database.dataSource(), clock);
        ZoneId zone = ZoneId.of(ChangingZone.ID);
        core.transactions.run(() -> core.bookings.noteDisagreeing(Map.of(salon.id(), zone), clock.instant()));
    }

    private List<ToldVisit> disagreeing(TestSalon.Written salon) {
        return core.transactions.run(
                () -> core.bookings.disagreeing(salon.id(), ZoneId.of(ChangingZone.ID), clock.instant()));
    }

    private Retimed bringBack(TestSalon.Written salon) {
        return core.transactions.run(
                () -> core.bookings.bringBack(salon.id(), ZoneId.of(ChangingZone.ID), clock.instant()));
    }

    private Instant start(String code) {
        return database.jdbc()
                .sql("SELECT start_ts FROM bookings WHERE booking_code = ?")
                .param(code)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private List<String> offered(String from) {
        Salon salon = core.salon("aurora");
        return new SlotOffers(
                        core.availability,
                        new ButtonParserService(),
                        new InteractiveMessageBuilder(clock),
                        core.transactions,
                        clock)
                .next(salon, null, salon.services().get(0), ChangingZone.instant("2026-12-10T" + from), 3).stream()
                        .map(offer -> offer.slot().start().toLocalTime().toString())
                        .toList();
    }

    @Test
    void the_wall_time_and_its_zone_stand_beside_the_moment_of_a_booking_a_hold_and_a_card() {
        aSalon().in(ChangingZone.ID).holdingFor(5).in(database);
        book(ANA, "10:00");
        core.tap(BEN, "slot_2026-12-10_14:00_m123");
        for (String from : List.of("bookings WHERE status = 'CONFIRMED'", "sessions WHERE state = 'BOOKED'")) {
            assertThat(told(from)).isEqualTo("2026-12-10 10:00:00 Test/Vancouver 2026-12-10 18:00:00");
        }
        for (String from : List.of("bookings WHERE status = 'HELD'", "sessions WHERE state = 'ACTIVE'")) {
            assertThat(told(from)).isEqualTo("2026-12-10 14:00:00 Test/Vancouver 2026-12-10 22:00:00");
        }
    }

    private String told(String from) {
        return database.jdbc()
                .sql("SELECT wall_start || ' ' || wall_zone || ' ' || (start_ts AT TIME ZONE 'UTC') FROM " + from)
                .query(String.class)
                .single();
    }

    @Test
    void with_newer_tables_the_visit_is_told_as_before_and_neither_of_its_times_is_offered() {
        TestSalon.Written salon = salon();
        book(ANA, "10:00");

        ChangingZone.renew();
        restart(salon);

        assertThat(core.write(ANA, "my booking").message().body())
                .contains("10:00 AM")
                .doesNotContain("11:00");
        assertThat(offered("09:00")).containsExactly("09:00", "12:00", "13:00");
        assertThat(core.tap(BEN, "slot_2026-12-10_10:00_m123").outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(core.tap(BEN, "slot_2026-12-10_11:00_m123").outcome()).isEqualTo(SLOT_UNAVAILABLE);
        assertThat(disagreeing(salon)).singleElement().satisfies(visit -> {
            assertThat(visit.wallStart()).isEqualTo(LocalDateTime.parse("2026-12-10T10:00"));
            assertThat(visit.start()).isEqualTo(Instant.parse("2026-12-10T18:00:00Z"));
            assertThat(visit.wallTs()).isEqualTo(Instant.parse("2026-12-10T17:00:00Z"));
            assertThat(visit.collides()).isFalse();
        });
    }

    @Test
    void a_card_that_was_shown_before_does_not_get_the_told_time_of_another() {
        TestSalon.Written salon = salon();
        TapAnswer card = core.tap(BEN, "slot_2026-12-10_09:00_m123");
        book(ANA, "10:00");
        ChangingZone.goBack();
        restart(salon);
        // What Ben's card showed is now when Ana's visit is booked, and what Ana was told is free but for her.
        assertThat(core.tap(BEN, firstButton(card)).outcome()).isEqualTo(TapOutcome.SLOT_TAKEN);
        assertThat(database.count("bookings")).isOne();
    }

    @Test
    void a_card_of_the_same_time_that_was_shown_before_does_not_get_what_another_was_told() {
        TestSalon.Written salon = salon();
        TapAnswer card = core.tap(BEN, "slot_2026-12-10_10:00_m123");
        book(ANA, "10:00");
        ChangingZone.renew();
        restart(salon);
        // At the moment that the card stands for now, nothing is booked.
        assertThat(core.tap(BEN, firstButton(card)).outcome()).isEqualTo(TapOutcome.SLOT_TAKEN);
        assertThat(database.count("bookings")).isOne();
    }

    /** Two who look at the same time: a search has found it free, and the visit is noted before the writer writes. */
    @Test
    void the_writer_gives_nobody_else_the_told_time_whatever_a_search_has_found() {
        TestSalon.Written salon = salon();
        String code = book(ANA, "10:00");
        Booking other = booking(book(BEN, "15:00"));
        ChangingZone.renew();
        restart(salon);
        Instant told = booking(code).toldTs();
        assertThat(told).isEqualTo(Instant.parse("2026-12-10T17:00:00Z"));
        NewBooking wanted = new NewBooking(
                salon.id(),
                Realm.LIVE,
                other.customerId(),
                other.customerPhone(),
                null,
                other.masterId(),
                other.serviceId(),
                other.service(),
                told,
                told.plus(Duration.ofHours(1)),
                LocalDateTime.parse("2026-12-10T10:00"),
                ChangingZone.ID,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "USD",
                "token",
                null,
                clock.instant());
        assertThat(core.transactions.run(
                        () -> core.bookings.hold(wanted, clock.instant().plusSeconds(300))))
                .isFalse();
        assertThat(core.transactions.run(() -> core.bookings.write(wanted)))
                .isEqualTo(new BookingOutcome.Refused(Refusal.BOOKED));
    }

    @Test
    void staff_brings_no_other_visit_to_the_told_time() {
        TestSalon.Written salon = salon();
        book(ANA, "10:00");
        Booking other = booking(book(BEN, "15:00"));
        ChangingZone.renew();
        restart(salon);
        assertThat(core.transactions.run(() -> core.bookings.takenBy(
                        other, other.masterId(), Instant.parse("2026-12-10T17:00:00Z"), clock.instant())))
                .isPresent();
    }

    private Booking booking(String code) {
        return database.jdbc()
                .sql("SELECT salon_id, customer_id FROM bookings WHERE booking_code = ?")
                .param(code)
                .query((row, number) -> core.bookings.upcoming(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), clock.instant(), 1))
                .single()
                .get(0);
    }

    @Test
    void visits_back_to_back_pass_each_other_on_the_way_back_in_both_directions() {
        TestSalon.Written salon = salon();
        List<String> codes = List.of(book(ANA, "10:00"), book(BEN, "11:00"), book(EVA, "12:00"));

        ChangingZone.renew();
        restart(salon);
        assertThat(bringBack(salon).moved()).hasSize(3);
        assertThat(codes.stream().map(this::start))
                .containsExactly(
                        Instant.parse("2026-12-10T17:00:00Z"),
                        Instant.parse("2026-12-10T18:00:00Z"),
                        Instant.parse("2026-12-10T19:00:00Z"));
        assertThat(disagreeing(salon)).isEmpty();
        assertThat(offered("10:00")).containsExactly("13:00", "14:00", "15:00");

        ChangingZone.goBack();
        restart(salon);
        assertThat(bringBack(salon).moved()).hasSize(3);
        assertThat(codes.stream().map(this::start))
                .containsExactly(
                        Instant.parse("2026-12-10T19:00:00Z"),
                        Instant.parse("2026-12-10T20:00:00Z"),
                        Instant.parse("2026-12-10T21:00:00Z"));
        Retimed again = bringBack(salon);
        assertThat(again.moved()).isEmpty();
        assertThat(again.left()).isEmpty();
        assertThat(database.count("bookings WHERE end_ts = start_ts + INTERVAL '1 hour' AND busy_from = start_ts"))
                .isEqualTo(3);
    }

    @Test
    void a_visit_whose_told_time_was_sold_stays_and_is_shown_first_and_others_go() {
        TestSalon.Written salon = salon();
        String ana = book(ANA, "10:00");
        String ben = book(BEN, "08:00");
        ChangingZone.renew();
        // Nobody has looked at what is booked: what the issue found.
        String eva = book(EVA, "10:00");
        restart(salon);

        assertThat(disagreeing(salon)).extracting(ToldVisit::bookingCode).containsExactly(ana, ben);
        assertThat(disagreeing(salon)).extracting(ToldVisit::collidesWith).containsExactly(eva, null);
        Retimed retimed = bringBack(salon);
        assertThat(retimed.moved()).extracting(ToldVisit::bookingCode).containsExactly(ben);
        assertThat(retimed.left()).extracting(ToldVisit::bookingCode).containsExactly(ana);
        assertThat(start(ben)).isEqualTo(Instant.parse("2026-12-10T15:00:00Z"));
        assertThat(start(ana)).isEqualTo(Instant.parse("2026-12-10T18:00:00Z"));
    }

    @Test
    void a_visit_that_is_cancelled_at_that_moment_stays_cancelled() throws Exception {
        TestSalon.Written salon = salon();
        book(ANA, "10:00");
        ChangingZone.renew();
        restart(salon);
        whileSomebodyWrites("UPDATE bookings SET status = 'CANCELLED'", () -> bringBack(salon));
        assertThat(database.count("bookings WHERE status = 'CANCELLED'")).isOne();
    }

    @Test
    void a_visit_that_is_moved_at_that_moment_is_told_at_its_new_time() throws Exception {
        TestSalon.Written salon = salon();
        book(ANA, "10:00");
        ChangingZone.renew();
        String moved = """
                UPDATE bookings
                SET start_ts = start_ts + INTERVAL '4 hours',
                    end_ts = end_ts + INTERVAL '4 hours',
                    wall_start = wall_start + INTERVAL '5 hours'
                """;
        whileSomebodyWrites(moved, () -> restart(salon));
        assertThat(database.count("bookings WHERE wall_ts IS NULL")).isOne();
    }

    /** The work waits for a row that another connection has changed and then commits. */
    private void whileSomebodyWrites(String sql, Runnable work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate(sql);
            Future<?> done = thread.submit(work);
            Awaitility.await()
                    .until(() -> database.count(
                                    "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                            > 0);
            other.commit();
            done.get(20, TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void a_cancelled_visit_goes_back_too_and_stays_cancelled() {
        TestSalon.Written salon = salon();
        String ana = book(ANA, "10:00");
        database.jdbc().sql("UPDATE bookings SET status = 'CANCELLED'").update();
        ChangingZone.renew();
        restart(salon);
        assertThat(bringBack(salon).moved()).isEmpty();
        assertThat(start(ana)).isEqualTo(Instant.parse("2026-12-10T17:00:00Z"));
        assertThat(database.count("bookings WHERE status = 'CANCELLED'")).isOne();
    }

    @Test
    void a_card_books_what_it_showed_also_where_its_moment_was_kept() {
        TestSalon.Written salon =
                aSalon().in(ChangingZone.ID).withGrid(60).holdingFor(10).in(database);
        TapAnswer card = core.tap(ANA, "slot_2026-12-10_10:00_m123");
        ChangingZone.renew();
        restart(salon);
        core.sessions.reload(clock.instant());
        assertThat(offered("09:00")).containsExactly("09:00", "12:00", "13:00");

        TapAnswer booked = core.tap(ANA, firstButton(card));

        assertThat(booked.outcome()).isEqualTo(BOOKED);
        assertThat(booked.message().body()).contains("10:00 AM");
        assertThat(start(booked.bookingCode())).isEqualTo(Instant.parse("2026-12-10T17:00:00Z"));
        assertThat(database.count("bookings")).isOne();
    }

    @Test
    void a_zone_that_was_wrong_keeps_the_moments_and_gives_new_wall_times() {
        TestSalon.Written salon = salon();
        String ana = book(ANA, "10:00");
        ZoneId other = ZoneId.of("America/New_York");
        assertThat(core.bookings.disagreeing(salon.id(), other, clock.instant()))
                .hasSize(1);
        core.transactions.run(() -> core.bookings.keepMoments(salon.id(), other, clock.instant()));
        assertThat(start(ana)).isEqualTo(Instant.parse("2026-12-10T18:00:00Z"));
        assertThat(told("bookings")).startsWith("2026-12-10 13:00:00 America/New_York");
        assertThat(core.bookings.disagreeing(salon.id(), other, clock.instant()))
                .isEmpty();
    }

    @Test
    void the_database_fills_what_a_program_does_not_say_and_java_what_the_database_does_not_know() {
        TestSalon.Written salon = salon();
        book(ANA, "10:00");
        database.jdbc()
                .sql(
                        "UPDATE bookings SET start_ts = start_ts + INTERVAL '2 hours', end_ts = end_ts + INTERVAL '2 hours'")
                .update();
        assertThat(told("bookings")).isEqualTo("2026-12-10 20:00:00 Z 2026-12-10 20:00:00");
        restart(salon);
        assertThat(told("bookings")).isEqualTo("2026-12-10 12:00:00 Test/Vancouver 2026-12-10 20:00:00");

        database.jdbc().sql("UPDATE salons SET time_zone = 'Europe/Berlin'").update();
        database.jdbc()
                .sql("UPDATE bookings SET start_ts = start_ts + INTERVAL '1 hour', end_ts = end_ts + INTERVAL '1 hour'")
                .update();
        assertThat(told("bookings")).isEqualTo("2026-12-10 22:00:00 Europe/Berlin 2026-12-10 21:00:00");
        assertThat(List.of("UTC+3", "Nowhere/Land", "+03:00", "Etc/GMT+3", "UTC").stream()
                        .map(zone -> database.jdbc()
                                .sql("SELECT zone_of_database(?)")
                                .param(zone)
                                .query(String.class)
                                .single()))
                .containsExactly("Z", "Z", "Z", "Etc/GMT+3", "UTC");
    }

    @Test
    void a_time_that_the_clock_shows_twice_or_never_is_no_disagreement_after_the_act() {
        TestSalon.Written salon = salon();
        // By the first tables the clock shows 01:30 twice on 1 November; both moments agree with it.
        clock.set(Instant.parse("2026-10-20T18:00:00Z"));
        TapAnswer card = core.tap(ANA, "slot_2026-11-01_01:00_m123");
        core.tap(ANA, firstButton(card));
        assertThat(disagreeing(salon)).isEmpty();
        database.jdbc().sql("""
                        UPDATE bookings
                        SET start_ts = start_ts + INTERVAL '1 hour', end_ts = end_ts + INTERVAL '1 hour', wall_start = wall_start
                        """).update();
        assertThat(disagreeing(salon)).isEmpty();
        ChangingZone.renew();
        restart(salon);
        assertThat(bringBack(salon).moved()).hasSize(1);
        assertThat(Duration.between(
                        start(database.jdbc()
                                .sql("SELECT booking_code FROM bookings")
                                .query(String.class)
                                .single()),
                        Instant.parse("2026-11-01T08:00:00Z")))
                .isZero();
    }
}
