package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.BOOKINGS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.CANCELLED;
import static io.quickbooking.core.conversation.TapOutcome.CANCEL_ASKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.HELPED;
import static io.quickbooking.core.conversation.TapOutcome.NOT_ANSWERED;
import static io.quickbooking.core.conversation.TapOutcome.REPEATED;
import static io.quickbooking.core.conversation.TapOutcome.SALON_CLOSED;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static io.quickbooking.testing.WebhookBodies.tap;
import static io.quickbooking.testing.WebhookBodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A salon that is not active answers: nothing can be booked there, and what is booked can be seen and cancelled. */
class ClosedSalonTest {
    private static final String ANA = "15550100001";
    private static final String SLOT = "slot_2026-06-02_15:00_m123_s456";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SLOT,
                "confirm_booking_temp",
                "change_time_temp",
                "next_times",
                "more_times",
                "pick_service_s456",
                "pick_master_s456_any",
                "pick_day_s456_any_2026-06-02"
            })
    void what_leads_to_a_booking_is_answered_with_a_clear_sentence(String button) {
        aSalon().in(database);
        close("aurora");
        assertThatItIsClosed(core.tap(ANA, button));
        assertThat(database.count("sessions")).isZero();
    }

    @Test
    void so_is_what_is_written() {
        aSalon().in(database);
        close("aurora");
        assertThatItIsClosed(core.write(ANA, "hello"));
        assertThat(core.write(ANA, "anybody there?").outcome()).isEqualTo(NOT_ANSWERED);
        assertThatItIsClosed(core.write(ANA, "book"));
        assertThat(core.write(ANA, "help").outcome()).isEqualTo(HELPED);
        core.write(ANA, "stop");
        assertThatItIsClosed(core.write(ANA, "start"));
        assertThat(database.count("customers WHERE opted_out_at IS NOT NULL")).isZero();
    }

    @Test
    void a_booking_does_not_vanish_and_can_be_cancelled() {
        aSalon().in(database);
        String confirm = firstButton(core.tap(ANA, SLOT));
        String code = core.tap(ANA, confirm).bookingCode();
        close("aurora");
        assertThat(core.tap(ANA, confirm).outcome()).isEqualTo(REPEATED);
        TapAnswer mine = core.write(ANA, "my booking");
        assertThat(mine.outcome()).isEqualTo(BOOKINGS_LISTED);
        assertThat(mine.message().body()).contains(code, "Sarah Johnson", "3:00 PM");
        assertThat(core.tap(ANA, "my_bookings").outcome()).isEqualTo(BOOKINGS_LISTED);
        assertThat(core.write(ANA, "cancel").outcome()).isEqualTo(CANCEL_ASKED);
        assertThat(core.tap(ANA, firstButton(mine)).outcome()).isEqualTo(CANCEL_ASKED);
        assertThat(core.tap(ANA, "cancel_for_good_" + code).outcome()).isEqualTo(CANCELLED);
        assertThat(database.count("bookings WHERE status = 'CANCELLED'")).isOne();
    }

    @Test
    void a_card_is_not_booked_any_more() {
        aSalon().in(database);
        String older = firstButton(core.tap(ANA, SLOT));
        String confirm = firstButton(core.tap(ANA, "slot_2026-06-02_16:00_m123_s456"));
        close("aurora");
        assertThatItIsClosed(core.tap(ANA, older));
        assertThatItIsClosed(core.tap(ANA, confirm));
        assertThat(database.count("bookings")).isZero();
    }

    @Test
    void a_card_that_was_shown_just_before_is_not_booked_on_a_catalogue_that_does_not_know_yet() {
        aSalon().in(database);
        String confirm = firstButton(core.tap(ANA, SLOT));
        database.jdbc().sql("UPDATE salons SET active = FALSE").update();
        assertThatItIsClosed(core.tap(ANA, confirm));
        assertThat(database.count("bookings")).isZero();
    }

    @Test
    void a_time_that_is_kept_was_promised() {
        aSalon().holdingFor(5).in(database);
        TapAnswer card = core.tap(ANA, SLOT);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        close("aurora");
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
    }

    @Test
    void what_whatsapp_delivers_is_answered_too() {
        aSalon().in(database);
        close("aurora");
        core.webhook.receive(text("my booking")
                .from(ANA)
                .wamid("wamid.1")
                .sentAt(clock.instant())
                .bytes());
        core.webhook.receive(tap("next_times")
                .from(ANA)
                .wamid("wamid.2")
                .sentAt(clock.instant())
                .bytes());
        assertThat(database.jdbc()
                        .sql("SELECT kind FROM outbound_messages ORDER BY id")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("no_bookings", "salon_closed"));
    }

    private void close(String code) {
        database.jdbc()
                .sql("UPDATE salons SET active = FALSE WHERE code = ?")
                .param(code)
                .update();
        core.catalog.refresh();
    }

    private static void assertThatItIsClosed(TapAnswer answer) {
        assertThat(answer.outcome()).isEqualTo(SALON_CLOSED);
        assertThat(answer.message().body()).startsWith("The salon takes no bookings here at the moment.");
        assertThat(firstButton(answer)).isEqualTo("my_bookings");
    }
}
