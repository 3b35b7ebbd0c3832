package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.REPEATED;
import static io.quickbooking.core.conversation.TapOutcome.SLOT_TAKEN;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Customers who tap at the same moment. */
class RacesTest {
    private static final int CUSTOMERS = 50;
    private static final int ROUNDS = 20;

    private final TestDatabase database = TestDatabase.create(20);
    private final TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void fifty_customers_confirm_one_slot_and_one_gets_it() {
        TestSalon.Written salon = aSalon().in(database);
        for (int round = 0; round < ROUNDS; round++) {
            String slot = "slot_2026-06-%02d_15:00_m123".formatted(round + 2);
            List<TapAnswer> answers = confirmTogether(Collections.nCopies(CUSTOMERS, slot));
            assertOneWinner(answers);
            assertThat(database.count("bookings")).isEqualTo(round + 1L);
            assertThat(salon.counter()).isEqualTo(round + 1L);
        }
    }

    @Test
    void of_slots_that_overlap_by_half_one_is_booked() {
        aSalon().in(database);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> slots = new ArrayList<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                slots.add("slot_2026-06-%02d_%s_m123".formatted(round + 2, i % 2 == 0 ? "15:00" : "15:30"));
            }
            assertOneWinner(confirmTogether(slots));
            assertThat(database.count("bookings")).isEqualTo(round + 1L);
        }
    }

    @Test
    void neighbouring_slots_do_not_stand_in_each_others_way() {
        aSalon().in(database);
        List<String> slots =
                List.of("slot_2026-06-02_15:00_m123", "slot_2026-06-02_16:00_m123", "slot_2026-06-02_17:00_m123");
        assertThat(confirmTogether(slots)).extracting(TapAnswer::outcome).containsOnly(BOOKED);
    }

    @Test
    void one_customer_who_confirms_ten_times_has_one_booking() {
        TestSalon.Written salon = aSalon().in(database);
        for (int round = 0; round < ROUNDS; round++) {
            TapAnswer card = core.tap("15550100001", "slot_2026-06-%02d_15:00_m123".formatted(round + 2));
            List<TapAnswer> answers =
                    Race.of(Collections.nCopies(10, () -> core.tap("15550100001", firstButton(card))));
            assertThat(answers).extracting(TapAnswer::outcome).containsOnly(BOOKED, REPEATED);
            assertThat(answers).extracting(TapAnswer::outcome).containsOnlyOnce(BOOKED);
            assertThat(answers)
                    .extracting(TapAnswer::bookingCode)
                    .containsOnly(answers.get(0).bookingCode());
            assertThat(salon.counter()).isEqualTo(round + 1L);
        }
    }

    @Test
    void one_delivery_that_arrives_ten_times_at_once_takes_effect_once() {
        aSalon().in(database);
        for (int round = 0; round < ROUNDS; round++) {
            String slot = "slot_2026-06-%02d_15:00_m123".formatted(round + 2);
            Tap pick = core.aTap("15550100001", slot, "wamid.pick" + round, core.clock.instant());
            List<TapAnswer> cards = Race.of(Collections.nCopies(10, () -> core.handler.handle(pick)));
            assertThat(cards).containsOnly(cards.get(0));
            Tap confirm =
                    core.aTap("15550100001", firstButton(cards.get(0)), "wamid.confirm" + round, core.clock.instant());
            List<TapAnswer> answers = Race.of(Collections.nCopies(10, () -> core.handler.handle(confirm)));
            assertThat(answers).containsOnly(answers.get(0));
            assertThat(answers.get(0).outcome()).isEqualTo(BOOKED);
            assertThat(database.count("bookings")).isEqualTo(round + 1L);
            assertThat(database.count("outbound_messages")).isEqualTo(2L * (round + 1));
            assertThat(database.count("tap_events")).isEqualTo(2L * (round + 1));
        }
    }

    @Test
    void a_customer_who_is_new_on_ten_connections_at_once_is_one_customer() {
        aSalon().in(database);
        Race.of(Collections.nCopies(10, () -> core.tap("15550100001", "slot_2026-06-02_15:00_m123")));
        assertThat(database.count("customers")).isOne();
        assertThat(database.count("sessions")).isOne();
        assertThat(database.count("tap_events WHERE outcome = 'card_shown'")).isEqualTo(10);
    }

    private List<TapAnswer> confirmTogether(List<String> slots) {
        List<Callable<TapAnswer>> confirmations = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            String phone = "155501%05d".formatted(i);
            TapAnswer card = core.tap(phone, slots.get(i));
            assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
            confirmations.add(() -> core.tap(phone, firstButton(card)));
        }
        return Race.of(confirmations);
    }

    private static void assertOneWinner(List<TapAnswer> answers) {
        assertThat(answers).extracting(TapAnswer::outcome).containsOnly(BOOKED, SLOT_TAKEN);
        assertThat(answers).extracting(TapAnswer::outcome).containsOnlyOnce(BOOKED);
        assertThat(answers)
                .filteredOn(answer -> answer.outcome() == SLOT_TAKEN)
                .allSatisfy(answer -> assertThat(answer.message().buttons()).hasSize(3));
    }
}
