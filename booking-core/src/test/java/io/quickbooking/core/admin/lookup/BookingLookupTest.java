package io.quickbooking.core.admin.lookup;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BookingLookupTest {
    @Test
    void a_booking_is_found_by_its_code_however_it_is_written() {
        try (TestDatabase database = TestDatabase.create(5)) {
            aSalon().in(database);
            TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));
            TapAnswer booked =
                    core.tap("15550100001", firstButton(core.tap("15550100001", "slot_2026-06-02_15:00_m123")));
            BookingLookup lookup = new BookingLookup(new Mappers(database.dataSource()), core.transactions);

            String digits = booked.bookingCode().substring(2);
            BookingView found = lookup.byCode("bk " + digits.substring(0, 3) + " " + digits.substring(3))
                    .orElseThrow();
            assertThat(found.bookingCode()).isEqualTo(booked.bookingCode());
            assertThat(found.masterName()).isEqualTo("Sarah Johnson");
            assertThat(found.startTs()).isEqualTo(Instant.parse("2026-06-02T19:00:00Z"));

            database.jdbc().sql("UPDATE bookings SET realm = 'SIMULATED'").update();
            assertThat(lookup.byCode(booked.bookingCode())).isEmpty();
            assertThat(lookup.byCode("nonsense")).isEmpty();
        }
    }
}
