package io.quickbooking.console;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.console.database.ConnectionPool;
import io.quickbooking.console.database.Database;
import io.quickbooking.console.database.DatabaseUrl;
import io.quickbooking.console.database.ExternalDatabase;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database and the connections to it. The pool depends on the database and so is closed before it stops. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    Database database(ConsoleProperties settings, Optional<EarlyDatabase.Start> embedded) {
        Optional<DatabaseUrl> external = settings.externalDatabase();
        return external.isPresent()
                ? ExternalDatabase.at(external.get())
                : embedded.orElseThrow().await();
    }

    @Bean
    HikariDataSource dataSource(Database database) {
        return ConnectionPool.of(database.url());
    }
}
