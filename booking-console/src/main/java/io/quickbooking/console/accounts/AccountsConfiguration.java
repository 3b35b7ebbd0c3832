package io.quickbooking.console.accounts;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {
    @Bean
    AccountTables accountTables(DataSource dataSource, Mappers mappers) {
        return new AccountTables(dataSource, mappers);
    }

    @Bean
    ConsoleUsers consoleUsers(AccountTables tables, Transactions transactions, InstantSource clock) {
        return new ConsoleUsers(tables.mappers(), transactions, clock);
    }

    @Bean
    ConsoleLogins consoleLogins(AccountTables tables, Transactions transactions, InstantSource clock) {
        return new ConsoleLogins(tables.mappers(), transactions, clock);
    }

    @Bean
    UserAccounts userAccounts(AccountTables tables, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new UserAccounts(tables.mappers(), transactions, audit, clock);
    }

    @Bean
    SignIns signIns(AccountTables tables, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new SignIns(tables.mappers(), transactions, audit, clock);
    }
}
