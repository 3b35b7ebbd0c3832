package io.quickbooking.console;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.console.database.ConnectionPool;
import io.quickbooking.console.database.Database;
import io.quickbooking.console.database.DatabaseUrl;
import io.quickbooking.console.database.EmbeddedDatabase;
import io.quickbooking.console.database.ExternalDatabase;
import io.quickbooking.core.database.DatabaseGone;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database and the connections to it. The pool depends on the database and so is closed before it stops. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    Database database(ConsoleProperties settings, ApplicationEventPublisher events) {
        Optional<DatabaseUrl> external = settings.externalDatabase();
        return external.isPresent()
                ? ExternalDatabase.at(external.get())
                : EmbeddedDatabase.startIn(settings.dataDirectory(), () -> end(events));
    }

    private static void end(ApplicationEventPublisher events) {
        try {
            events.publishEvent(new DatabaseGone());
        } finally {
            System.exit(1);
        }
    }

    @Bean
    HikariDataSource dataSource(Database database) {
        return ConnectionPool.of(database.url());
    }
}
