package io.quickbooking.console.accounts;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {
    @Bean
    ConsoleUsers consoleUsers(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new ConsoleUsers(mappers, transactions, clock);
    }

    @Bean
    ConsoleLogins consoleLogins(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new ConsoleLogins(mappers, transactions, clock);
    }

    @Bean
    UserAccounts userAccounts(Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new UserAccounts(mappers, transactions, audit, clock);
    }

    @Bean
    SignIns signIns(Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new SignIns(mappers, transactions, audit, clock);
    }
}
