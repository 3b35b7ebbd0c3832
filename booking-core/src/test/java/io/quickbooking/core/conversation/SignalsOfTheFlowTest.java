package io.quickbooking.core.conversation;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static io.quickbooking.testing.WebhookBodies.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.RecordedSignals;
import io.quickbooking.testing.RecordedSignals.Signal;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who watch a salon are told, and when. */
class SignalsOfTheFlowTest {
    private static final String ANA = "15550100001";
    private static final String THREE_PM = "slot_2026-06-01_15:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final TestSalon.Written salon = aSalon().in(database);
    private final RecordedSignals signals = RecordedSignals.of(core.signals, database, "tap_events");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tap_is_told_after_its_commit() {
        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(signals.take()).containsExactly(new Signal(salon.id(), Set.of(Topic.SESSIONS, Topic.MESSAGES), 1));

        core.tap(ANA, firstButton(card));
        assertThat(signals.take())
                .containsExactly(new Signal(salon.id(), Set.of(Topic.SESSIONS, Topic.MESSAGES, Topic.BOOKINGS), 2));
    }

    @Test
    void tap_delivered_again_is_not_told_again() {
        Tap tap = core.aTap(ANA, THREE_PM, "wamid.1", clock.instant());
        core.handler.handle(tap);
        signals.take();

        core.handler.handle(tap);
        core.handler.accept(tap);

        assertThat(signals.take()).isEmpty();
    }

    @Test
    void tap_within_a_transaction_is_told_after_the_commit_of_that() {
        core.transactions.runVoid(() -> {
            core.tap(ANA, THREE_PM);
            assertThat(signals.take()).isEmpty();
        });
        assertThat(signals.take()).extracting(Signal::visibleRows).containsExactly(1L);
    }

    @Test
    void what_is_rolled_back_is_not_told() {
        assertThatThrownBy(() -> core.transactions.runVoid(() -> {
                    core.tap(ANA, THREE_PM);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(signals.take()).isEmpty();
        assertThat(database.count("tap_events")).isZero();
    }

    @Test
    void listener_that_throws_disturbs_neither_the_flow_nor_the_others() {
        TestCore watched = new TestCore(database.dataSource(), clock);
        watched.signals.addListener((salonId, topics) -> {
            throw new IllegalStateException("a listener's mistake");
        });
        RecordedSignals others = RecordedSignals.of(watched.signals, database, "tap_events");

        assertThat(watched.tap(ANA, THREE_PM).outcome()).isEqualTo(TapOutcome.CARD_SHOWN);
        assertThat(others.take()).hasSize(1);
    }

    @Test
    void simulated_tap_is_told_as_simulation_only() {
        Tap live = core.aTap(ANA, THREE_PM, "sim.1", clock.instant());
        core.handler.handle(new Tap(live.salonId(), Realm.SIMULATED, live.message(), null, live.receivedAt()));
        assertThat(signals.take()).extracting(Signal::topics).containsExactly(Set.of(Topic.SIMULATION));

        clock.advance(TestCore.SESSION_LIFETIME.plusSeconds(1));
        assertThat(core.sessions.expire(clock.instant())).isOne();
        assertThat(signals.take()).extracting(Signal::topics).containsExactly(Set.of(Topic.SIMULATION));
    }

    @Test
    void session_that_runs_out_is_told_to_its_salon_once() {
        core.tap(ANA, THREE_PM);
        core.tap("15550100002", "slot_2026-06-01_17:00_m123");
        signals.take();
        clock.advance(TestCore.SESSION_LIFETIME.plusSeconds(1));

        assertThat(core.sessions.expire(clock.instant())).isEqualTo(2);
        assertThat(signals.take()).containsExactly(new Signal(salon.id(), Set.of(Topic.SESSIONS), 2));
        assertThat(core.sessions.expire(clock.instant())).isZero();
        assertThat(signals.take()).isEmpty();
    }

    @Test
    void taps_worked_off_later_are_told_then() {
        core.inbox.store(
                salon.id(),
                Realm.LIVE,
                List.of(core.aTap(ANA, THREE_PM, "wamid.9", clock.instant()).message()),
                clock.instant(),
                null);
        assertThat(signals.take()).isEmpty();

        assertThat(core.worker.workOff()).isOne();
        assertThat(signals.take()).containsExactly(new Signal(salon.id(), Set.of(Topic.SESSIONS, Topic.MESSAGES), 1));
    }

    @Test
    void status_of_a_message_is_told_once() {
        core.tap(ANA, THREE_PM);
        signals.take();
        database.jdbc()
                .sql("UPDATE outbound_messages SET state = 'SENT', attempts = 1, wamid = 'wamid.OUT'")
                .update();
        byte[] delivered = status("delivered").of("wamid.OUT").bytes();

        core.webhook.receive(delivered);
        assertThat(signals.take()).containsExactly(new Signal(salon.id(), Set.of(Topic.MESSAGES, Topic.SESSIONS), 1));
        core.webhook.receive(delivered);
        core.webhook.receive(status("read").of("wamid.SOMEBODY_ELSES").bytes());
        assertThat(signals.take()).isEmpty();
    }
}
