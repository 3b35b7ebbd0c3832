package io.quickbooking.console;

import io.quickbooking.core.database.Migrations;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Brings the tables up to date before anything serves. */
@Component
class MigrationsAtStart {
    MigrationsAtStart(DataSource dataSource) {
        Migrations.apply(dataSource);
    }
}
