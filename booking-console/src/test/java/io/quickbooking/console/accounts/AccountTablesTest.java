package io.quickbooking.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.MigrationSet;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.core.database.UnsuitableHostException;
import io.quickbooking.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTablesTest {
    @Test
    void tables_of_the_console_come_after_those_of_the_library_and_are_recorded_apart() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), MigrationSet.LIBRARY);
            List<String> before = tables(database);
            Mappers mappers = new Mappers(database.dataSource());
            assertThat(new AccountTables(database.dataSource(), mappers).mappers())
                    .isSameAs(mappers);
            new AccountTables(database.dataSource(), mappers);

            List<String> added = tables(database);
            added.removeAll(before);
            assertThat(added)
                    .containsExactlyInAnyOrder(
                            "console_logins",
                            "console_user_salons",
                            "console_users",
                            "quick_booking_console_schema_history",
                            "sign_in_failures");
        }
    }

    @Test
    void a_name_that_is_taken_is_refused_and_nothing_is_left() {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Migrations.apply(database.dataSource(), MigrationSet.LIBRARY);
            database.jdbc().sql("CREATE TABLE console_logins (id INT)").update();
            List<String> before = tables(database);
            Mappers mappers = new Mappers(database.dataSource());
            assertThatThrownBy(() -> new AccountTables(database.dataSource(), mappers))
                    .isInstanceOf(UnsuitableHostException.class)
                    .hasMessageContaining("console_logins");
            assertThat(tables(database)).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static List<String> tables(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .query(String.class)
                .list();
    }
}
