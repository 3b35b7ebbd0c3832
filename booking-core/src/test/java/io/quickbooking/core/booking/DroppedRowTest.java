package io.quickbooking.core.booking;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trigger of somebody else's drops the row of a booking, which is not a booking code that is taken. */
class DroppedRowTest {
    private final TestDatabase database = TestDatabase.create(5);
    private final TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));

    @BeforeEach
    void drop() {
        aSalon().in(database);
        database.jdbc()
                .sql("CREATE FUNCTION drop_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
                .update();
        database.jdbc()
                .sql("CREATE TRIGGER drop_row BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION drop_row()")
                .update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void it_is_named_as_what_it_is_and_nothing_is_booked() {
        String confirm = firstButton(core.tap("15550100123", "slot_2026-06-02_15:00_m123"));
        assertThatThrownBy(() -> core.tap("15550100123", confirm))
                .isInstanceOf(DroppedRowException.class)
                .hasMessageContaining("look for a trigger on the table bookings");
        assertThat(database.count("bookings")).isZero();

        database.jdbc().sql("DROP TRIGGER drop_row ON bookings").update();
        assertThat(core.tap("15550100123", confirm).outcome()).isEqualTo(TapOutcome.BOOKED);
    }

    @Test
    void so_it_is_where_the_time_of_a_card_is_kept() {
        database.jdbc().sql("UPDATE salons SET hold_minutes = 5").update();
        core.catalog.refresh();
        assertThatThrownBy(() -> core.tap("15550100123", "slot_2026-06-02_15:00_m123"))
                .isInstanceOf(DroppedRowException.class);
    }
}
