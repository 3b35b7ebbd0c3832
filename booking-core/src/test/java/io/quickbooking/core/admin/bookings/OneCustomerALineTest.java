package io.quickbooking.core.admin.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffOutcome.Made;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
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

    @Test
    void rows_of_one_line_become_one_when_the_database_is_updated() {
        try (TestDatabase old = TestDatabase.createEmpty()) {
            Flyway before = Flyway.configure()
                    .dataSource(old.dataSource())
                    .table(Migrations.HISTORY_TABLE)
                    .locations(Migrations.LOCATION)
                    .load();
            MigrationInfo[] all = before.info().all();
            int here = List.of(all).stream()
                    .map(MigrationInfo::getDescription)
                    .toList()
                    .indexOf("one customer a line");
            Flyway.configure()
                    .configuration(before.getConfiguration())
                    .target(all[here - 1].getVersion())
                    .load()
                    .migrate();
            TestSalon.Written salon = TestSalon.aSalon().in(old);
            UUID desk = customer(old, salon, "525512345678", null, "Ana", "Allergic to ammonia", null);
            UUID chat = customer(old, salon, "5215512345678", "MX.1", null, "", "2026-06-01T10:00:00Z");
            UUID first = customer(old, salon, "553188887777", "BR.1", "Bia", "", "2026-06-01T10:00:00Z");
            UUID second = customer(old, salon, "5531988887777", "BR.2", "Leo", "", "2026-06-02T10:00:00Z");
            old.jdbc()
                    .sql("""
                            INSERT INTO outbound_messages (
                              salon_id, customer_id, kind, payload, state, next_attempt_at, created_at, emptied_at)
                            VALUES (:salon, :customer, 'booked', '{}', 'SENT', now(), now(), now())
                            """)
                    .param("salon", salon.id())
                    .param("customer", desk)
                    .update();

            Migrations.apply(old.dataSource());

            assertThat(old.jdbc()
                            .sql("SELECT id, phone, user_id, name, notes FROM customers ORDER BY user_id")
                            .query()
                            .listOfRows())
                    .containsExactly(
                            row(first, null, "BR.1", "Bia", ""),
                            row(second, "5531988887777", "BR.2", "Leo", ""),
                            row(chat, "5215512345678", "MX.1", "Ana", "Allergic to ammonia"));
            assertThat(old.jdbc()
                            .sql("SELECT customer_id FROM outbound_messages")
                            .query(UUID.class)
                            .single())
                    .isEqualTo(chat);
        }
    }

    private static Map<String, Object> row(UUID id, String phone, String userId, String name, String notes) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("phone", phone);
        row.put("user_id", userId);
        row.put("name", name);
        row.put("notes", notes);
        return row;
    }

    private static UUID customer(
            TestDatabase database,
            TestSalon.Written salon,
            String phone,
            String userId,
            String name,
            String notes,
            String heardAt) {
        return database.jdbc()
                .sql("""
                        INSERT INTO customers (salon_id, phone, user_id, name, notes, last_inbound_at)
                        VALUES (:salon, :phone, :userId, :name, :notes, CAST(:heardAt AS timestamptz))
                        RETURNING id
                        """)
                .param("salon", salon.id())
                .param("phone", phone)
                .param("userId", userId)
                .param("name", name)
                .param("notes", notes)
                .param("heardAt", heardAt)
                .query(UUID.class)
                .single();
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
