package io.quickbooking.console.accounts;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.MigrationSet;
import io.quickbooking.core.database.Migrations;
import javax.sql.DataSource;

/** The tables of users, logins and failed sign-ins. They belong to the console: the library's jar does not contain them. */
final class AccountTables {
    private static final MigrationSet MIGRATIONS =
            new MigrationSet("quick_booking_console_schema_history", "classpath:quickbooking/db/console");

    private final Mappers mappers;

    /** @param mappers handed out after the library's migrations, whose tables these refer to */
    AccountTables(DataSource dataSource, Mappers mappers) {
        Migrations.apply(dataSource, MIGRATIONS);
        this.mappers = mappers;
    }

    Mappers mappers() {
        return mappers;
    }
}
