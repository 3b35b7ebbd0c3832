package io.quickbooking.console;

import io.quickbooking.console.database.ConnectionPool;
import io.quickbooking.console.database.Database;
import io.quickbooking.console.database.DatabaseUrl;
import io.quickbooking.console.database.ExternalDatabase;
import io.quickbooking.core.database.ReplicatedDataSource;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
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
    DataSource dataSource(Database database, ConsoleProperties settings, InstantSource clock) {
        ConnectionPool pool = ConnectionPool.of(database.url());
        return settings.replica()
                .<DataSource>map(url -> new ReplicatedDataSource(pool, ConnectionPool.ofReplica(url), clock))
                .orElse(pool);
    }
}
