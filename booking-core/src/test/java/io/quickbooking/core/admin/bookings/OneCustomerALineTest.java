package io.quickbooking.core.admin.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffOutcome.Made;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.Race;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One person is one customer, however their number came. */
class OneCustomerALineTest {
    private final AdminFixture desk = new AdminFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "America/Mexico_City, 55 1234 5678, 5215512345678",
        "America/Mexico_City, 55 1234 5678, 525512345678",
        "America/Sao_Paulo, (31) 98888-7777, 553188887777",
        "America/Sao_Paulo, +55 31 8888-7777, 5531988887777",
        "America/Argentina/Buenos_Aires, 11 1234-5678, 5491112345678",
        "America/Argentina/Buenos_Aires, 011 15 1234-5678, 541112345678",
        "Africa/Abidjan, 07 07 12 34 56, 22507123456",
    })
    void who_is_booked_at_the_desk_finds_the_visit_when_they_write(String zone, String typed, String waId) {
        desk.database
                .jdbc()
                .sql("UPDATE salons SET time_zone = :zone")
                .param("zone", zone)
                .update();
        String code = booked(typed);
        TapAnswer visits = desk.core.write(waId, "my booking");
        assertThat(visits.outcome()).isEqualTo(TapOutcome.BOOKINGS_LISTED);
        assertThat(visits.message().body()).contains(code);
        assertThat(desk.database
                        .jdbc()
                        .sql("SELECT phone FROM customers")
                        .query(String.class)
                        .list())
                .as("one row, answered to as WhatsApp writes it")
                .containsExactly(waId);
        assertThat(desk.search.search(typed, List.of(desk.salon.id())).customers())
                .hasSize(1);
    }

    @Test
    void two_spellings_that_come_at_once_are_one_customer() {
        List<Callable<TapAnswer>> firsts =
                List.of("5215512345678", "525512345678", "5215512345678", "525512345678").stream()
                        .<Callable<TapAnswer>>map(phone -> () -> desk.core.tap(phone, "next_times"))
                        .toList();
        Race.of(firsts);
        assertThat(desk.database.count("customers")).isOne();
        assertThat(desk.database.count("tap_events")).isEqualTo(firsts.size());
    }

    @Test
    void the_database_refuses_a_second_row_of_one_line() {
        desk.core.tap("5215512345678", "next_times");
        assertThat(desk.database.jdbc().sql("""
                                INSERT INTO customers (salon_id, phone) VALUES (:salon, '525512345678')
                                ON CONFLICT ON CONSTRAINT customers_salon_id_realm_phone_key DO NOTHING
                                """).param("salon", desk.salon.id()).update())
                .isZero();
    }

    private String booked(String phone) {
        StaffOutcome outcome = desk.staff.book(new StaffBooking(
                UUID.randomUUID().toString(),
                desk.salon.id(),
                desk.salon.service("s456"),
                null,
                LocalDateTime.parse("2026-06-02T10:00"),
                new Guest(null, phone, null, "Ana"),
                false,
                false,
                "rosa"));
        return ((Made) outcome).bookingCode();
    }
}
