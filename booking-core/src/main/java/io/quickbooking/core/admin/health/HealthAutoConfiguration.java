package io.quickbooking.core.admin.health;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.outbound.MessageSender;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

@LibraryPart
@Import(WallTimes.class)
class HealthAutoConfiguration {
    /** Does not retry: a page that waits for retries is of no use to an operator. */
    @Bean
    SystemHealth quickBookingSystemHealth(Mappers mappers, PlatformTransactionManager manager, InstantSource clock) {
        return new SystemHealth(mappers, new Transactions(manager, 1, Duration.ofMillis(1)), clock);
    }

    @Bean
    IntegrityCheck quickBookingIntegrityCheck(
            Mappers mappers,
            PlatformTransactionManager manager,
            DataSource dataSource,
            AuditLog acts,
            ObjectProvider<MessageSender> sender,
            InstantSource clock) {
        Transactions transactions = new Transactions(manager, 1, Duration.ofMillis(1), Measures.NONE, dataSource);
        return new IntegrityCheck(mappers, transactions, acts, sender.getIfAvailable() != null, clock);
    }
}
