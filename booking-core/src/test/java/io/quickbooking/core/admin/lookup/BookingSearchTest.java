package io.quickbooking.core.admin.lookup;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.testing.TestSalon;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookingSearchTest {
    private final AdminFixture desk = new AdminFixture();
    private final List<UUID> salons = List.of(desk.salon.id());

    @BeforeAll
    void people() {
        desk.database
                .jdbc()
                .sql("UPDATE salons SET display_phone = '+972 50-123-4567'")
                .update();
        desk.customer("15550100100", "Élodie Müller-Weiß");
        desk.customer("15550100101", "יעל כהן");
        desk.customer("15550100102", "أحمد الحسن");
        desk.customer("15550100103", "Ольга Йорданова");
        desk.customer("15550100104", "Seán O'Brien");
        desk.customer("15550100105", "李小龍");
        desk.customer("15550100106", "Anna Maria Kowalska");
        desk.customer("15550100107", "Anna Berg");
        desk.customer("972501234999", "Noa");
        desk.customer("558881234567", "Bia");
        desk.customer("15550100110", "ليلى كريمة");
        desk.customer("15550100111", "Jörg Strauß");
        desk.customer("15550100112", "Ute Koehler");
        desk.customer("15550100113", "Søren Åberg");
        desk.customer("15550100108", "'; DROP TABLE customers; --");
    }

    @AfterAll
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "élo, 15550100100",
        "ELODIE, 15550100100",
        "muller, 15550100100",
        "weiss, 15550100100",
        "weiß, 15550100100",
        "mul elo, 15550100100",
        "כהן, 15550100101",
        "יע, 15550100101",
        "יָעֵל, 15550100101",
        "احمد, 15550100102",
        "الحس, 15550100102",
        "ольга, 15550100103",
        "ОЛЬГА, 15550100103",
        "йорд, 15550100103",
        "obrien, 15550100104",
        "O’Brien, 15550100104",
        "李, 15550100105",
        "anna kow, 15550100106",
        "drop table, 15550100108",
        "ليلي, 15550100110",
        "لیلی, 15550100110",
        "کریمه, 15550100110",
        "mueller, 15550100100",
        "joerg, 15550100111",
        "jorg, 15550100111",
        "Jörg strauss, 15550100111",
        "Köhler, 15550100112",
        "kohler, 15550100112",
        "soeren, 15550100113",
        "aaberg, 15550100113",
    })
    void a_name_is_found_by_the_beginning_of_any_word_in_any_script(String typed, String phone) {
        assertThat(desk.search.search(typed, salons).customers())
                .extracting(FoundCustomer::phone)
                .containsExactly(phone);
    }

    @Test
    void whatsapps_user_id_finds_the_one_who_has_it_in_the_operators_salons() {
        desk.database
                .jdbc()
                .sql("UPDATE customers SET user_id = 'US.4999' WHERE name = 'Anna Berg'")
                .update();
        assertThat(desk.search.search(" US.4999 ", salons).customers())
                .extracting(FoundCustomer::name)
                .containsExactly("Anna Berg");
        assertThat(desk.search.search("US.4999", List.of(UUID.randomUUID())).size())
                .isZero();
    }

    @Test
    void a_name_that_several_have_finds_them_all() {
        assertThat(desk.search.search("anna", salons).customers())
                .extracting(FoundCustomer::name)
                .containsExactlyInAnyOrder("Anna Maria Kowalska", "Anna Berg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a", "nna", "%", "_____", "zzz", "BK", "123", "\u200f", "+", "(((", "'", "\u0000", "\uD800"
            })
    void what_means_nothing_finds_nothing(String typed) {
        assertThat(desk.search.search(typed, salons).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "+972 50-123-4999, Noa",
        "00972501234999, Noa",
        "972501234999, Noa",
        "050-123-4999, Noa",
        "(050) 123 49 99, Noa",
        "1234999, Noa",
        "4999, Noa",
        "٤٩٩٩, Noa",
        "+1 555 010 0100, Élodie Müller-Weiß",
        "+55 88 98123-4567, Bia",
        "\u2068+972 50-123-4999\u2069, Noa",
    })
    void a_number_is_found_in_any_usual_writing_and_by_its_end(String typed, String name) {
        assertThat(desk.search.search(typed, salons).customers())
                .extracting(FoundCustomer::name)
                .containsExactly(name);
    }

    @Test
    void a_changed_name_is_found_and_the_old_one_is_not() {
        UUID id = desk.customer("15550100200", "Quentin");
        desk.database
                .jdbc()
                .sql("UPDATE customers SET name = 'Zacharias' WHERE id = ?")
                .param(id)
                .update();
        assertThat(desk.search.search("zach", salons).customers())
                .extracting(FoundCustomer::customerId)
                .containsExactly(id);
        assertThat(desk.search.search("quentin", salons).customers()).isEmpty();
    }

    @Test
    void the_longest_of_names_can_be_stored_and_found() {
        for (String letter : List.of("x", "㌀", "ﷺ", "𝕏", "한")) {
            desk.customer("1555" + letter.hashCode(), letter.repeat(100));
            assertThat(desk.search.search(letter.repeat(50), salons).customers())
                    .as(letter)
                    .isNotEmpty();
        }
    }

    @Test
    void a_code_goes_straight_to_its_booking_however_it_is_written() {
        BookingDetails booking = desk.booked("slot_2026-06-03_15:00_m123");
        String digits = booking.bookingCode().substring(2);
        for (String typed :
                List.of(digits, "bk " + digits, "BK-" + digits.substring(0, 3) + "." + digits.substring(3))) {
            SearchResult found = desk.search.search(typed, salons);
            assertThat(found.booking()).hasValueSatisfying(exact -> {
                assertThat(exact.bookingCode()).isEqualTo(booking.bookingCode());
                assertThat(exact.endTs()).isEqualTo(booking.endTs());
            });
            assertThat(found.size()).isOne();
        }
    }

    @Test
    void a_customer_comes_with_the_visit_that_is_next() {
        desk.booked("15550100300", "slot_2026-06-20_10:00_m2");
        BookingDetails next = desk.booked("15550100300", "slot_2026-06-10_10:00_m2");
        assertThat(desk.search.search("+15550100300", salons).customers())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.bookingCode()).isEqualTo(next.bookingCode());
                    assertThat(found.startTs()).isEqualTo(next.startTs());
                });
    }

    @Test
    void other_salons_and_the_simulator_are_not_searched() {
        TestSalon.Written other = aSalon().called("other", "106540352242999")
                .withMaster("m9", "Eva")
                .in(desk.database);
        BookingDetails booking = desk.booked("15550100400", "slot_2026-06-04_15:00_m123");
        for (String typed :
                List.of(booking.bookingCode(), "4999", "anna", slip(booking.bookingCode(), new Random(1)))) {
            assertThat(desk.search.search(typed, List.of(other.id())).size()).isZero();
        }
        desk.database
                .jdbc()
                .sql("UPDATE bookings SET realm = 'SIMULATED' WHERE booking_code = ?")
                .param(booking.bookingCode())
                .update();
        assertThat(desk.search.search(booking.bookingCode(), salons).booking()).isEmpty();
        assertThat(desk.search.search("anna", Set.of()).size()).isZero();
    }

    /** 500 bookings, each looked up by its code with a random slip. */
    @Test
    void a_code_with_one_slip_is_offered_among_five_and_never_opened_by_itself() {
        try (AdminFixture salon = new AdminFixture()) {
            Random random = new Random(42);
            salon.booked("slot_2026-06-03_15:00_m123");
            salon.database.jdbc().sql("""
                            INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id, start_ts,
                                                  end_ts, status, price, currency)
                            SELECT 'BK' || 100000 + n * 1789, salon_id, customer_id, service, service_id, master_id,
                                   start_ts + n * INTERVAL '1 day', end_ts + n * INTERVAL '1 day', status, price, currency
                            FROM bookings, generate_series(1, 500) AS n
                            """).update();
            List<String> codes = salon.database
                    .jdbc()
                    .sql("SELECT booking_code FROM bookings")
                    .query(String.class)
                    .list();
            for (String code : codes) {
                String typed = slip(code, random);
                SearchResult found = salon.search.search(typed, List.of(salon.salon.id()));
                if (found.booking().isPresent()) {
                    assertThat(codes).as("the slip is another code").contains("BK" + typed);
                } else {
                    assertThat(found.similar())
                            .as("%s typed as %s", code, typed)
                            .hasSizeBetween(1, 5)
                            .extracting(FoundBooking::bookingCode)
                            .contains(code);
                }
            }
        }
    }

    /** The digits of a code with a wrong one, one left out, one too many, or two neighbours swapped. */
    private static String slip(String code, Random random) {
        String digits = code.substring(2);
        int at = random.nextInt(digits.length());
        String before = digits.substring(0, at);
        String after = digits.substring(at + 1);
        String slipped = switch (random.nextInt(4)) {
            case 0 -> before + random.nextInt(10) + after;
            case 1 -> before + after;
            case 2 -> before + random.nextInt(10) + digits.substring(at);
            default ->
                after.isEmpty()
                        ? before + random.nextInt(10)
                        : before + after.charAt(0) + digits.charAt(at) + after.substring(1);
        };
        return slipped.equals(digits) ? slip(code, random) : slipped;
    }
}
