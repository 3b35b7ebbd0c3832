package io.quickbooking.core.catalog;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A database with the doors to its catalogue, and eyes to see whether a row was touched. */
final class StoredCatalog implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("salons", "services", "masters", "master_services", "working_hours", "breaks", "special_days");

    final TestDatabase database = TestDatabase.create(5);
    final SettableClock clock = SettableClock.at("2024-10-21T08:00:00Z");
    final Signals signals = new Signals();
    final CatalogImport catalogImport;
    final CatalogExport catalogExport;

    StoredCatalog() {
        Transactions transactions =
                new Transactions(new JdbcTransactionManager(database.dataSource()), 3, Duration.ofMillis(10));
        Mappers mappers = new Mappers(database.dataSource());
        catalogImport = new CatalogImport(transactions, mappers, signals, clock);
        catalogExport = new CatalogExport(transactions, mappers);
    }

    CatalogImport.Summary apply(String yaml) {
        return catalogImport.apply(CatalogFile.parse("test.yaml", yaml));
    }

    void execute(String sql) {
        database.jdbc().sql(sql).update();
    }

    <T> T value(String sql, Class<T> type) {
        return database.jdbc().sql(sql).query(type).single();
    }

    <T> List<T> values(String sql, Class<T> type) {
        return database.jdbc().sql(sql).query(type).list();
    }

    /** Every row of the catalogue with the transaction that wrote it; equal only if nothing was written since. */
    Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    values("SELECT t.xmin || ' ' || t.ctid || ' ' || t FROM " + table + " t ORDER BY 1", String.class));
        }
        return rows;
    }

    @Override
    public void close() {
        database.close();
    }
}
