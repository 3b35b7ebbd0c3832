package io.quickbooking.core.booking;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookingCodeTest {
    @ParameterizedTest
    @CsvSource({"1, 6", "4, 6", "5, 7", "7, 7", "8, 8", "10, 8"})
    void later_tries_have_more_digits(int attempt, int digits) {
        BookingCode codes = new BookingCode();
        for (int i = 0; i < 1_000; i++) {
            assertThat(codes.draw(attempt)).matches("BK[1-9][0-9]{" + (digits - 1) + "}");
        }
    }

    @Test
    void once_most_codes_of_six_digits_are_taken_bookings_begin_with_seven() {
        BookingCode codes = new BookingCode();
        for (int booking = 0; booking < 40; booking++) {
            codes.taken(codes.draw(1));
        }
        assertThat(codes.draw(1)).as("and then with eight").hasSize("BK12345678".length());
        assertThat(codes.draw(10)).hasSize("BK12345678".length());
    }

    @Test
    void a_taken_code_now_and_then_is_no_reason_for_longer_ones() {
        BookingCode codes = new BookingCode();
        for (int booking = 0; booking < 1_000; booking++) {
            codes.taken(codes.draw(1));
            codes.given(codes.draw(2));
            codes.given(codes.draw(1));
        }
        assertThat(codes.draw(1)).hasSize("BK123456".length());
    }

    @ParameterizedTest
    @CsvSource({
        "BK847392, BK847392",
        "bk 847 392, BK847392",
        "' BK-847.392 ', BK847392",
        "847392, BK847392",
        "BK84739O, BK847390",
        "bkl23456, BK123456",
        "BKI234567, BK1234567",
        "B K 847392, BK847392",
        "#BK/847_392!, BK847392",
        "847\u2013392, BK847392",
        "BK\u00A0847\u202F392, BK847392",
        "\u2068BK847392\u2069, BK847392",
        "\u0412\u041A84739\u041E, BK847390",
        "\uFF22\uFF2B\uFF18\uFF14\uFF17\uFF13\uFF19\uFF12, BK847392",
        "٨٤٧٣٩٢, BK847392",
    })
    void a_code_is_found_however_it_is_written(String typed, String code) {
        assertThat(BookingCode.normalize(typed)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BK", "BK12345", "BK123456789", "BK84739Z", "' OR 1=1", "+847392", "Lollio", "\uD800"})
    void what_can_be_no_code_is_none(String typed) {
        assertThat(BookingCode.normalize(typed)).isEmpty();
    }

    @Test
    void when_all_six_digit_codes_are_taken_the_next_booking_still_gets_one() {
        try (TestDatabase database = TestDatabase.create()) {
            TestSalon.Written salon = aSalon().in(database);
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));
            TapAnswer card = core.tap("15550100001", "slot_2026-06-02_15:00_m123");
            takeAllSixDigitCodes(database, salon);
            TapAnswer answer = core.tap("15550100001", firstButton(card));
            assertThat(answer.bookingCode()).matches("BK[1-9][0-9]{6}");
            assertThat(database.count("bookings WHERE booking_code = '" + answer.bookingCode() + "'"))
                    .isOne();
        }
    }

    private static void takeAllSixDigitCodes(TestDatabase database, TestSalon.Written salon) {
        // Spares 3.6 million checks of foreign keys, which all refer to the same four rows.
        database.jdbc()
                .sql("ALTER DATABASE " + database.name() + " SET session_replication_role = replica")
                .update();
        database.reconnect();
        database.jdbc()
                .sql("""
                        INSERT INTO bookings (booking_code, salon_id, customer_id, service, service_id, master_id,
                                              start_ts, end_ts, busy_from, busy_until, status, price, currency,
                                              wall_start, wall_zone)
                        SELECT 'BK' || code, ?, c.id, 'x', ?, ?,
                               '2020-01-01', '2020-01-02', '2020-01-01', '2020-01-02', 'CANCELLED', 0, 'USD',
                               '2020-01-01', 'UTC'
                        FROM generate_series(100000, 999999) AS code,
                             customers c
                        """)
                .params(salon.id(), salon.service("s456"), salon.master("m123"))
                .update();
        database.jdbc()
                .sql("ALTER DATABASE " + database.name() + " RESET session_replication_role")
                .update();
        database.reconnect();
    }

    @Test
    void ten_codes_in_a_row_that_are_taken_are_an_error() {
        try (TestDatabase database = TestDatabase.create()) {
            TestSalon.Written salon = aSalon().in(database);
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));
            core.tap("15550100001", "slot_2026-06-02_15:00_m123");
            UUID customer = database.jdbc()
                    .sql("SELECT id FROM customers")
                    .query(UUID.class)
                    .single();
            RandomGenerator alwaysTheSame = () -> 0L;
            BookingWriter writer =
                    new BookingWriter(new Mappers(database.dataSource()), new BookingCode(alwaysTheSame));
            for (int i = 0; i < 3; i++) {
                writer.write(aBooking(salon, customer, i));
            }
            assertThatThrownBy(() -> writer.write(aBooking(salon, customer, 3)))
                    .isInstanceOf(NoFreeCodeException.class)
                    .hasMessageContaining("10 tries");
        }
    }

    @Test
    void bookings_stop_trying_six_digits_that_were_taken_again_and_again() {
        try (TestDatabase database = TestDatabase.create()) {
            TestSalon.Written salon = aSalon().in(database);
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));
            core.tap("15550100001", "slot_2026-06-02_15:00_m123");
            UUID customer = database.jdbc()
                    .sql("SELECT id FROM customers")
                    .query(UUID.class)
                    .single();
            OneCodeOfSixDigits random = new OneCodeOfSixDigits();
            BookingWriter writer = new BookingWriter(new Mappers(database.dataSource()), new BookingCode(random));
            for (int i = 0; i < 10; i++) {
                writer.write(aBooking(salon, customer, i));
            }
            assertThat(random.drawn)
                    .as("of the first booking, and four each of the next four")
                    .isEqualTo(17);
        }
    }

    private static final class OneCodeOfSixDigits implements RandomGenerator {
        private int next = 5_000_000;
        private int drawn;

        @Override
        public int nextInt(int origin, int bound) {
            if (bound == 1_000_000) {
                drawn++;
                return 847_392;
            }
            return next++;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }
    }

    private static NewBooking aBooking(TestSalon.Written salon, UUID customer, int day) {
        Instant start = Instant.parse("2026-06-02T19:00:00Z").plusSeconds(86_400L * day);
        return new NewBooking(
                salon.id(),
                Realm.LIVE,
                customer,
                "15550100001",
                "Ana Test",
                salon.master("m123"),
                salon.service("s456"),
                "Women's Haircut",
                start,
                start.plusSeconds(3600),
                LocalDateTime.ofInstant(start, ZoneOffset.ofHours(-4)),
                "America/New_York",
                Duration.ZERO,
                Duration.ZERO,
                5000,
                "USD",
                "token." + day,
                null,
                start);
    }
}
