package io.quickbooking.core.database;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.measure.Measures;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.transaction.PlatformTransactionManager;

@LibraryPart
class DatabaseAutoConfiguration {
    /**
     * Migrates before it hands out mappers, so that nothing reads tables that do not exist yet, and after the host's own
     * migrations, which would not start on a schema that has tables already.
     */
    @Bean
    @DependsOnDatabaseInitialization
    Mappers quickBookingMappers(DataSource dataSource, QuickBookingProperties properties) {
        OldestSpring.require(RetryTemplate.class);
        PoolSize.require(dataSource);
        Migrations.apply(dataSource, MigrationSet.LIBRARY);
        if (properties.simulation().isOn()) {
            Migrations.apply(dataSource, MigrationSet.SIMULATION);
        }
        new Identities(dataSource).catchUp();
        return new Mappers(dataSource);
    }

    @Bean
    Transactions quickBookingTransactions(
            PlatformTransactionManager manager,
            DataSource dataSource,
            Mappers mappers,
            QuickBookingProperties properties,
            Measures measures) {
        TransactionProbe.require(manager, mappers);
        return new Transactions(
                manager, properties.retry().maxAttempts(), properties.retry().baseDelay(), measures, dataSource);
    }
}
