package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void tables_of_a_host_application_are_left_alone() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            database.jdbc().sql("CREATE TABLE hosts_own (id INT)").update();
            Migrations.apply(database.dataSource());
            Migrations.apply(database.dataSource());
            assertThat(database.count("hosts_own")).isZero();
            assertThat(database.count("bookings")).isZero();
            assertThat(database.count("quick_booking_schema_history WHERE success"))
                    .isPositive();
        }
    }
}
