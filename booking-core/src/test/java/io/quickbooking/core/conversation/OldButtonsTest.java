package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.BOOKINGS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.CANCEL_ASKED;
import static io.quickbooking.core.conversation.TapOutcome.NOT_CANCELLABLE;
import static io.quickbooking.core.conversation.TapOutcome.NO_BOOKINGS;
import static io.quickbooking.core.conversation.TapOutcome.REPEATED;
import static io.quickbooking.core.conversation.TapOutcome.VISIT_OVER;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestCore.rows;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.InteractiveMessage.Row;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buttons and rows that were sent before something changed. */
class OldButtonsTest {
    private static final String ANA = "15550100001";
    private static final String THREE_PM = "slot_2026-06-01_15:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "NO_SHOW"})
    void confirm_on_the_card_of_a_visit_that_is_over_looks_forward_to_nobody(String status) {
        aSalon().in(database);
        String confirm = firstButton(core.tap(ANA, THREE_PM));
        String code = core.tap(ANA, confirm).bookingCode();
        set("bookings SET status = '" + status + "'");
        assertThatVisitIsOver(core.tap(ANA, confirm), code);
    }

    @Test
    void confirm_on_the_card_of_a_visit_that_has_begun_says_so() {
        aSalon().in(database);
        String confirm = firstButton(core.tap(ANA, THREE_PM));
        String code = core.tap(ANA, confirm).bookingCode();
        clock.advance(Duration.ofHours(7).minusSeconds(1));
        assertThat(core.tap(ANA, confirm).outcome()).isEqualTo(REPEATED);
        clock.advance(Duration.ofSeconds(1));
        assertThatVisitIsOver(core.tap(ANA, confirm), code);
        assertThat(core.tap(ANA, "keep_booking_" + code).message().body()).doesNotContain("stays as it is");
        assertThat(core.tap(ANA, "keep_booking_" + code).outcome()).isEqualTo(NOT_CANCELLABLE);
    }

    private void assertThatVisitIsOver(TapAnswer answer, String code) {
        assertThat(answer.outcome()).isEqualTo(VISIT_OVER);
        assertThat(answer.bookingCode()).isEqualTo(code);
        assertThat(answer.message().body())
                .contains("is over", code, "3:00 PM")
                .doesNotContain("is booked", "look forward");
        assertThat(firstButton(answer)).isEqualTo("next_times");
        assertThat(database.count("bookings")).isOne();
    }

    @Test
    void more_goes_on_behind_the_last_service_when_one_before_it_is_offered_no_longer() {
        aSalonOfTwelveServices();
        List<String> first = rows(core.tap(ANA, "more_times"));
        assertThat(first).startsWith("pick_service_s00").endsWith("pick_service_s07", "more_times_s07", "next_times");
        set("services SET active = FALSE WHERE code = 's00'");
        assertThat(rows(core.tap(ANA, "more_times_s07")))
                .containsExactly(
                        "pick_service_s08", "pick_service_s09", "pick_service_s10", "pick_service_s11", "next_times");
    }

    @Test
    void more_goes_on_where_the_last_service_was_when_that_is_offered_no_longer() {
        aSalonOfTwelveServices();
        set("services SET active = FALSE WHERE code IN ('s00', 's07')");
        assertThat(rows(core.tap(ANA, "more_times_s07"))).startsWith("pick_service_s08");
        database.jdbc()
                .sql("DELETE FROM master_services WHERE service_id = (SELECT id FROM services WHERE code = 's07')")
                .update();
        core.catalog.refresh();
        assertThat(rows(core.tap(ANA, "more_times_s07")))
                .as("nobody knows the place: everything is shown once more rather than skipped")
                .startsWith("pick_service_s01");
        assertThat(rows(core.tap(ANA, "more_times_s11"))).startsWith("pick_service_s01");
        assertThat(rows(core.tap(ANA, "more_times_nobodys"))).startsWith("pick_service_s01");
    }

    @Test
    void ids_of_messages_sent_by_earlier_versions_go_on_to_count() {
        aSalonOfTwelveServices();
        assertThat(rows(core.tap(ANA, "more_times_8"))).startsWith("pick_service_s08");
        assertThat(rows(core.tap(ANA, "more_times_99"))).startsWith("pick_service_s00");
    }

    @Test
    void a_code_that_reads_like_their_numbers_is_named_by_its_uuid() {
        TestSalon salon = aSalon();
        for (int i = 1; i <= 12; i++) {
            salon = salon.withService(Integer.toString(i), 30).withMaster(Integer.toString(100 + i), "Master " + i);
        }
        TestSalon.Written written = salon.in(database);
        List<String> services = rows(core.tap(ANA, "more_times"));
        assertThat(services).contains("more_times_" + written.service("8"));
        assertThat(rows(core.tap(ANA, "more_times_" + written.service("8")))).startsWith("pick_service_9");
        List<String> masters = rows(core.tap(ANA, "pick_service_3"));
        assertThat(masters).contains("pick_service_3_" + written.master("107"));
        assertThat(rows(core.tap(ANA, "pick_service_3_" + written.master("107"))))
                .startsWith("pick_master_3_108");
    }

    @Test
    void more_goes_on_behind_the_last_master_too() {
        TestSalon salon = aSalon();
        for (int i = 0; i < 12; i++) {
            salon = salon.withMaster("m%02d".formatted(i), "Master " + i);
        }
        salon.in(database);
        assertThat(rows(core.tap(ANA, "pick_service_s456")))
                .startsWith("pick_master_s456_any", "pick_master_s456_m00")
                .endsWith("pick_master_s456_m06", "pick_service_s456_m06", "next_times");
        set("masters SET active = FALSE WHERE code IN ('m00', 'm06')");
        assertThat(rows(core.tap(ANA, "pick_service_s456_m06")))
                .startsWith("pick_master_s456_m07")
                .hasSize(6);
        assertThat(rows(core.tap(ANA, "pick_service_s456_7"))).startsWith("pick_master_s456_m09");
        assertThat(rows(core.tap(ANA, "pick_service_s456_m11"))).startsWith("pick_master_s456_any");
    }

    @Test
    void more_than_ten_visits_can_all_be_seen_and_cancelled() {
        aSalon().in(database);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            codes.add(book("slot_2026-06-%02d_09:00_m123".formatted(2 + i)));
        }
        for (TapAnswer page : List.of(core.write(ANA, "my booking"), core.write(ANA, "cancel"))) {
            TapAnswer shown = page;
            List<String> seen = new ArrayList<>();
            for (int pages = 0; pages < 5; pages++) {
                assertThat(shown.outcome()).isEqualTo(BOOKINGS_LISTED);
                List<String> rows = rows(shown);
                rows.stream().filter(row -> row.startsWith("cancel_booking_")).forEach(seen::add);
                List<String> more = rows.stream()
                        .filter(row -> row.startsWith("my_bookings_"))
                        .toList();
                if (more.isEmpty()) {
                    break;
                }
                shown = core.tap(ANA, more.get(0));
            }
            assertThat(seen)
                    .containsExactlyElementsOf(
                            codes.stream().map(code -> "cancel_booking_" + code).toList());
        }
        assertThat(core.tap(ANA, "cancel_booking_" + codes.get(22)).outcome()).isEqualTo(CANCEL_ASKED);
    }

    @Test
    void a_page_of_visits_begins_at_its_place_whatever_became_of_those_before() {
        aSalon().in(database);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            codes.add(book("slot_2026-06-%02d_09:00_m123".formatted(2 + i)));
        }
        String more = rows(core.write(ANA, "my booking")).get(8);
        assertThat(more).isEqualTo("my_bookings_2026-06-09_13:00_" + codes.get(7));
        set("bookings SET status = 'CANCELLED' WHERE booking_code = '" + codes.get(0) + "'");
        set("bookings SET start_ts = start_ts + INTERVAL '20 days', end_ts = end_ts + INTERVAL '20 days' "
                + "WHERE booking_code = '" + codes.get(7) + "'");
        assertThat(rows(core.tap(ANA, more)))
                .startsWith("cancel_booking_" + codes.get(8), "cancel_booking_" + codes.get(9))
                .contains("cancel_booking_" + codes.get(7));
        assertThat(rows(core.tap(ANA, "my_bookings_2027-01-01_00:00_BK999999")))
                .as("behind the last there is the first page")
                .startsWith("cancel_booking_" + codes.get(1));
        assertThat(core.tap("15550100009", more).outcome()).isEqualTo(NO_BOOKINGS);
    }

    @Test
    void rows_that_would_read_the_same_are_told_apart() {
        aSalon().speaking("de")
                .withService("s0", 150)
                .withService("s1", 150)
                .withService("s2", 150)
                .in(database);
        String name = "Strähnen und Balayage mit Haarverlängerung für ";
        set("services SET price = 1234567, name = '" + name + "kurzes Haar' WHERE code = 's0'");
        set("services SET price = 1234567, name = '" + name + "langes Haar' WHERE code = 's1'");
        set("services SET price = 1234567, name = '" + name + "sehr langes Haar' WHERE code = 's2'");
        List<Row> rows = core.tap(ANA, "more_times").message().menu().rows();
        assertThat(rows).extracting(OldButtonsTest::read).doesNotHaveDuplicates();
        assertThat(rows.get(0).description()).contains("kurzes Haar");
        assertThat(rows.get(2).description()).contains("sehr langes Haar");
    }

    @Test
    void rows_of_equal_names_are_counted_as_buttons_are() {
        aSalon().withMaster("m1", "Ann")
                .withMaster("m2", "Ann")
                .withMaster("m3", "Ann 1")
                .withMaster("m4", "Anyone")
                .withMaster("m5", "Back")
                .in(database);
        assertThat(core.tap(ANA, "pick_service_s456").message().menu().rows())
                .extracting(Row::title)
                .containsExactly("Anyone", "Ann 2", "Ann 3", "Ann 1", "Anyone 1", "Back 1", "Back");
    }

    private static String read(Row row) {
        return row.title() + " " + row.description();
    }

    private void aSalonOfTwelveServices() {
        TestSalon salon = aSalon();
        for (int i = 0; i < 12; i++) {
            salon = salon.withService("s%02d".formatted(i), 30);
        }
        salon.in(database);
    }

    private String book(String slot) {
        TapAnswer booked = core.tap(ANA, firstButton(core.tap(ANA, slot)));
        assertThat(booked.outcome()).isEqualTo(BOOKED);
        return booked.bookingCode();
    }

    private void set(String what) {
        database.jdbc().sql("UPDATE " + what).update();
        core.catalog.refresh();
    }
}
