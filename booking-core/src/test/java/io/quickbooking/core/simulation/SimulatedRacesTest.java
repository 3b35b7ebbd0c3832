package io.quickbooking.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.simulation.RaceReport.State;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.TestSalon.Written;
import io.quickbooking.testing.TestSimulation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedRacesTest {
    private static final String THREE_O_CLOCK = "slot_2024-10-25_15:00_m123_s456";

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2024-10-20T12:00:00Z");
    private Written salon;
    private TestCore core;
    private TestSimulation simulation;
    private Races races;

    @BeforeEach
    void start() {
        salon = TestSalon.aSalon().in(database);
        core = new TestCore(database.dataSource(), clock);
        simulation = new TestSimulation(database.dataSource(), core);
        races = simulation.races;
    }

    @AfterEach
    void close() throws InterruptedException {
        races.close();
        database.close();
    }

    @Test
    void one_of_fifty_customers_gets_the_slot() throws InterruptedException {
        RaceReport report = run(RaceMode.SAME_SLOT, 50, 1);
        assertThat(report.total()).isEqualTo(new RaceCounts(1, 49, 0, 0, 0, 0));
        assertThat(report.isClean()).isTrue();
        assertThat(report.shown()).hasSize(50).extracting(RaceTap::arrival).startsWith(1, 2, 3);
        assertThat(report.shown()).extracting(RaceTap::customer).doesNotHaveDuplicates();
    }

    @Test
    void overlapping_slots_are_booked_without_an_overlap() throws InterruptedException {
        RaceReport report = run(RaceMode.OVERLAPPING, 30, 3);
        assertThat(report.total().doubleBookings()).isZero();
        assertThat(report.total().errors()).isZero();
        // Of 14:30, 15:00 and 15:30, an hour each, either the middle one or the others.
        assertThat(report.perRound())
                .allSatisfy(round -> assertThat(round.counts().booked()).isBetween(1, 2));
        assertThat(report.shown())
                .extracting(RaceTap::slotStart)
                .contains(report.race().slotStart());
        assertThat(report.shown().stream().map(RaceTap::slotStart).distinct()).hasSize(3);
    }

    @Test
    void a_customer_who_confirms_again_gets_the_same_booking() throws InterruptedException {
        RaceReport report = run(RaceMode.ONE_CUSTOMER, 8, 2);
        assertThat(report.total()).isEqualTo(new RaceCounts(2, 0, 14, 0, 0, 0));
    }

    @Test
    void one_delivery_takes_effect_once_however_often_it_comes() throws InterruptedException {
        RaceReport report = run(RaceMode.ONE_DELIVERY, 8, 2);
        assertThat(report.total()).isEqualTo(new RaceCounts(2, 0, 14, 0, 0, 0));
    }

    @Test
    void a_double_booking_would_be_found() throws InterruptedException {
        database.jdbc()
                .sql("ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap")
                .update();
        RaceReport report = run(RaceMode.SAME_SLOT, 3, 1);
        assertThat(report.total()).isEqualTo(new RaceCounts(3, 0, 0, 0, 0, 3));
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void a_race_leaves_nothing_but_its_result() throws InterruptedException {
        run(RaceMode.SAME_SLOT, 5, 3);
        for (String table :
                List.of("customers", "sessions", "bookings", "tap_events", "inbound_messages", "outbound_messages")) {
            assertThat(database.count(table)).as(table).isZero();
        }
        assertThat(salon.counter()).isZero();
        assertThat(database.jdbc()
                        .sql("SELECT act FROM audit_log")
                        .query(String.class)
                        .list())
                .containsExactly("race_started");
    }

    @Test
    void a_slot_that_somebody_has_is_no_race() {
        core.tap("15550100123", THREE_O_CLOCK);
        core.tap("15550100123", "confirm_booking_temp");
        assertThat(races.start(settings(RaceMode.SAME_SLOT, 5, 1), "admin")).isInstanceOf(RaceStart.SlotNotFree.class);
        assertThat(races.start(settings(RaceMode.SAME_SLOT, 5, 1), "admin")).isInstanceOf(RaceStart.SlotNotFree.class);
    }

    @Test
    void only_one_race_runs_at_a_time() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        simulation.signals.addListener((salonId, topics) -> {
            if (Thread.currentThread().getName().equals("races")) {
                seen.countDown();
                await(goOn);
            }
        });
        UUID first = started(races.start(settings(RaceMode.SAME_SLOT, 2, 2), "admin"));
        await(seen);
        assertThat(races.start(settings(RaceMode.SAME_SLOT, 2, 1), "admin")).isEqualTo(new RaceStart.Busy(first));
        goOn.countDown();
        assertThat(ended(first).race().state()).isEqualTo(State.DONE);
    }

    @Test
    void a_race_whose_node_has_died_is_shown_as_interrupted_and_swept() throws InterruptedException {
        RaceReport done = run(RaceMode.SAME_SLOT, 2, 1);
        UUID id = done.race().id();
        database.jdbc()
                .sql("UPDATE simulation_races SET state = 'RUNNING', ended_at = NULL")
                .update();
        assertThat(races.find(id, 1).orElseThrow().race().state()).isEqualTo(State.RUNNING);
        clock.advance(Duration.ofMinutes(3));
        assertThat(races.find(id, 1).orElseThrow().race().state()).isEqualTo(State.INTERRUPTED);
        races.sweep();
        assertThat(database.jdbc()
                        .sql("SELECT state FROM simulation_races")
                        .query(String.class)
                        .single())
                .isEqualTo("INTERRUPTED");
    }

    private RaceReport run(RaceMode mode, int taps, int rounds) throws InterruptedException {
        return ended(started(races.start(settings(mode, taps, rounds), "admin")));
    }

    private RaceSettings settings(RaceMode mode, int taps, int rounds) {
        return new RaceSettings(salon.id(), mode, THREE_O_CLOCK, taps, Duration.ofMillis(5), rounds);
    }

    private static UUID started(RaceStart start) {
        return start.match(
                RaceStart.Started::raceId,
                busy -> {
                    throw new AssertionError("busy");
                },
                slotNotFree -> {
                    throw new AssertionError("not free");
                });
    }

    private RaceReport ended(UUID id) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        simulation.signals.addListener((salonId, topics) -> {
            if (report(id).race().state() != State.RUNNING) {
                ended.countDown();
            }
        });
        if (report(id).race().state() == State.RUNNING) {
            await(ended);
        }
        assertThat(report(id).race().state()).as(report(id).race().error()).isEqualTo(State.DONE);
        return report(id);
    }

    private RaceReport report(UUID id) {
        return races.find(id, 1).orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
