package io.quickbooking.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.simulation.Conversation.Reply;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.TestSalon.Written;
import io.quickbooking.testing.TestSimulation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulationsTest {
    private static final String THREE_O_CLOCK = "slot_2024-10-25_15:00_m123";
    private static final String ANA = "15550100123";

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = SettableClock.at("2024-10-20T12:00:00Z");
    private Written salon;
    private TestCore core;
    private Simulations simulations;
    private SimulationRun run;

    @BeforeEach
    void start() {
        salon = TestSalon.aSalon().in(database);
        core = new TestCore(database.dataSource(), clock);
        simulations = new TestSimulation(database.dataSource(), core).simulations;
        run = start("Dana Test", "he");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private SimulationRun start(String name, String language) {
        return simulations.start(new NewSimulation(salon.id(), name, language, true, salon.service("s456")), "admin");
    }

    @Test
    void a_run_begins_with_the_next_free_times_in_the_customers_language() {
        Reply first = replies().get(0);
        assertThat(first.message().buttons()).hasSize(3);
        assertThat(first.message().body()).contains("המועדים הפנויים");
        assertThat(first.message().breaches()).isEmpty();
        assertThat(run.phone()).matches("155501\\d{5}");
    }

    @Test
    void a_booking_is_made_by_taps_and_none_of_it_counts() {
        book(run);
        assertThat(outcomes()).containsExactly("card_shown", "booked");
        assertThat(realms("bookings")).containsExactly("SIMULATED");
        assertThat(realms("tap_events")).containsExactly("SIMULATED");
        assertThat(salon.counter()).isZero();
        assertThat(database.jdbc()
                        .sql("SELECT DISTINCT state FROM outbound_messages")
                        .query(String.class)
                        .list())
                .containsExactly("SIMULATED");
    }

    @Test
    void a_simulated_booking_occupies_nothing_for_real_customers() {
        book(run);
        assertThat(core.tap(ANA, THREE_O_CLOCK).outcome()).isEqualTo(TapOutcome.CARD_SHOWN);
        assertThat(core.tap(ANA, "confirm_booking_temp").outcome()).isEqualTo(TapOutcome.BOOKED);
        assertThat(salon.counter()).isOne();
    }

    @Test
    void a_simulated_booking_occupies_its_time_in_the_simulation() {
        book(run);
        run = start("Second Test", "en");
        tap(THREE_O_CLOCK);
        assertThat(outcomes()).containsExactly("slot_unavailable");
    }

    @Test
    void a_real_booking_occupies_its_time_for_the_simulation() {
        tap(THREE_O_CLOCK);
        core.tap(ANA, THREE_O_CLOCK);
        core.tap(ANA, "confirm_booking_temp");
        tap(lastButton());
        tap(THREE_O_CLOCK);
        assertThat(outcomes()).containsExactly("card_shown", "slot_taken", "slot_unavailable");
    }

    @Test
    void a_message_delivered_twice_takes_effect_once() {
        set(Fault.TWICE);
        book(run);
        assertThat(simulations.conversation(run).steps())
                .extracting(SimulationStep::kind)
                .containsExactly(
                        SimulationStep.Kind.TAP,
                        SimulationStep.Kind.REPEAT,
                        SimulationStep.Kind.TAP,
                        SimulationStep.Kind.REPEAT);
        assertThat(database.count("bookings")).isOne();
        assertThat(database.count("tap_events")).isEqualTo(2);
        assertThat(replies()).hasSize(3);
    }

    @Test
    void a_late_message_is_answered_as_expired() {
        set(Fault.LATE);
        tap(THREE_O_CLOCK);
        assertThat(outcomes()).containsExactly("session_expired");
    }

    @Test
    void a_message_is_held_back_until_the_next_has_been_delivered() {
        tap(THREE_O_CLOCK);
        String confirm = lastButton();
        set(Fault.OUT_OF_ORDER);
        tap("slot_2024-10-25_16:00_m123");
        assertThat(simulations.conversation(run).steps().get(1).isHeld()).isTrue();
        tap(confirm);
        // The confirmation came first and booked what the card showed; the choice before it came after.
        assertThat(outcomes()).containsExactly("card_shown", "card_shown", "booked");
        assertThat(database.jdbc()
                        .sql("SELECT outcome FROM tap_events ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("card_shown", "booked", "card_shown");
    }

    @Test
    void what_is_held_back_is_delivered_when_the_fault_ends() {
        set(Fault.OUT_OF_ORDER);
        tap(THREE_O_CLOCK);
        set();
        assertThat(outcomes()).containsExactly("card_shown");
    }

    @Test
    void a_reply_that_whatsapp_refuses_is_shown_as_failed() {
        set(Fault.REFUSED);
        tap(THREE_O_CLOCK);
        Reply refused = replies().get(1);
        assertThat(refused.receipt()).isEqualTo(Reply.Receipt.FAILED);
        assertThat(refused.errorCode()).isEqualTo(131026);
    }

    @Test
    void replies_get_as_far_as_the_phone_lets_them() {
        simulations.set(run, EnumSet.noneOf(Fault.class), MessageReceipt.DELIVERED);
        run = simulations.find(run.id()).orElseThrow();
        tap(THREE_O_CLOCK);
        assertThat(replies()).extracting(Reply::receipt).containsExactly(Reply.Receipt.READ, Reply.Receipt.DELIVERED);
    }

    @Test
    void a_session_that_has_run_out_cannot_be_confirmed() {
        tap(THREE_O_CLOCK);
        String confirm = lastButton();
        assertThat(simulations.runOut(run)).isTrue();
        tap(confirm);
        assertThat(outcomes()).containsExactly("card_shown", "session_expired");
        assertThat(simulations.runOut(run)).isFalse();
    }

    @Test
    void a_text_is_answered_in_its_language() {
        simulations.write(run, "שלום");
        assertThat(database.jdbc()
                        .sql("SELECT kind || ' ' || state || ' ' || realm FROM inbound_messages")
                        .query(String.class)
                        .list())
                .containsExactly("text DONE SIMULATED");
        assertThat(replies()).hasSize(2);
        assertThat(simulations.conversation(run).steps().get(0).outcome()).isEqualTo("times_offered");
        assertThat(database.jdbc()
                        .sql("SELECT language FROM customers")
                        .query(String.class)
                        .list())
                .containsExactly("he");
        assertThat(simulations.conversation(run).steps().get(0).words()).isEqualTo("שלום");
    }

    @Test
    void each_step_keeps_its_webhook_and_the_state_before_and_after() {
        book(run);
        SimulationStep step = simulations.conversation(run).steps().get(1);
        assertThat(step.body()).contains("\"button_reply\"").contains(run.phone());
        assertThat(step.stateBefore()).contains("\"ACTIVE\"");
        assertThat(step.stateAfter()).contains("\"BOOKED\"").contains("BK");
        assertThat(step.curl()).contains("X-Hub-Signature-256").contains("--data-binary");
        assertThat(step.took()).isPositive();
    }

    @Test
    void a_reset_removes_what_the_run_has_left_and_nothing_else() {
        book(run);
        SimulationRun other = start("Other Test", "en");
        core.tap(ANA, "slot_2024-10-26_15:00_m123");
        core.tap(ANA, "confirm_booking_temp");
        simulations.reset(run, "admin");
        assertThat(realms("bookings")).containsExactly("LIVE");
        assertThat(realms("tap_events")).containsExactly("LIVE");
        assertThat(realms("inbound_messages")).containsExactly("LIVE");
        assertThat(database.count("customers")).isEqualTo(3);
        assertThat(replies()).hasSize(1);
        assertThat(simulations.conversation(run).steps()).isEmpty();
        assertThat(simulations.conversation(other).bubbles()).hasSize(1);
        assertThat(acts()).containsExactly("simulation_started", "simulation_started", "simulation_reset");
    }

    @Test
    void nothing_real_is_removed_even_with_the_ids_of_a_real_customer() {
        core.tap(ANA, THREE_O_CLOCK);
        core.tap(ANA, "confirm_booking_temp");
        core.tap(ANA, "slot_2024-10-26_15:00_m123");
        database.jdbc()
                .sql("UPDATE customers SET user_id = 'US.1' WHERE realm = 'LIVE'")
                .update();
        database.jdbc()
                .sql("UPDATE inbound_messages SET user_id = 'US.1' WHERE realm = 'LIVE'")
                .update();
        UUID real = database.jdbc()
                .sql("SELECT id FROM customers WHERE realm = 'LIVE'")
                .query(UUID.class)
                .single();
        SimulatedRows rows = new SimulatedRows(new Mappers(database.dataSource()), core.bookings);
        core.transactions.runVoid(() -> {
            rows.removeCustomers(salon.id(), List.of(real));
            rows.remove(salon.id(), List.of("US.1"));
        });
        assertThat(live("customers")).isOne();
        assertThat(live("bookings")).isOne();
        assertThat(live("sessions")).isEqualTo(2);
        assertThat(live("tap_events")).isEqualTo(3);
        assertThat(live("inbound_messages")).isEqualTo(3);
        assertThat(live("outbound_messages")).isEqualTo(3);
    }

    @Test
    void a_run_is_swept_a_day_after_its_last_use() {
        clock.advance(Duration.ofHours(23));
        book(run);
        clock.advance(Duration.ofHours(23));
        assertThat(simulations.sweep()).isZero();
        clock.advance(Duration.ofHours(2));
        assertThat(simulations.sweep()).isOne();
        assertThat(simulations.find(run.id())).isEmpty();
        assertThat(database.count("bookings")).isZero();
        assertThat(database.count("customers")).isZero();
        assertThat(database.count("simulation_steps")).isZero();
    }

    private void book(SimulationRun by) {
        run = by;
        tap(THREE_O_CLOCK);
        tap(lastButton());
    }

    private void tap(String buttonId) {
        simulations.tap(run, new PhoneTap(buttonId, "a button", false, null));
    }

    private void set(Fault... faults) {
        simulations.set(
                run,
                faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(List.of(faults)),
                MessageReceipt.READ);
        run = simulations.find(run.id()).orElseThrow();
    }

    /** The first of the newest message: Confirm on a card. */
    private String lastButton() {
        List<Reply> replies = replies();
        return replies.get(replies.size() - 1).message().buttons().get(0).id();
    }

    private List<Reply> replies() {
        return simulations.conversation(run).bubbles().stream()
                .filter(Reply.class::isInstance)
                .map(Reply.class::cast)
                .toList();
    }

    private List<String> outcomes() {
        return simulations.conversation(run).steps().stream()
                .filter(step -> step.kind() == SimulationStep.Kind.TAP)
                .map(SimulationStep::outcome)
                .toList();
    }

    private List<String> realms(String table) {
        return database.jdbc()
                .sql("SELECT DISTINCT realm FROM " + table)
                .query(String.class)
                .list();
    }

    private long live(String table) {
        return database.count(table + " WHERE realm = 'LIVE'");
    }

    private List<String> acts() {
        return database.jdbc()
                .sql("SELECT act FROM audit_log ORDER BY id")
                .query(String.class)
                .list();
    }
}
