package io.quickbooking.core.catalog;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void who_asks_while_another_waits_for_the_database_does_not_wait_for_them() throws Exception {
        aSalon().in(database);
        Statements.Pause pause = Statements.pauseBefore("FROM salons s");
        Catalog catalog = new TestCore(database.dataSource(), clock, pause).catalog;
        Future<Optional<Salon>> first = threads.submit(() -> catalog.byCode("aurora"));
        pause.awaitReached();
        Future<Optional<Salon>> second = threads.submit(() -> catalog.byCode("aurora"));
        assertThat(second.get(5, TimeUnit.SECONDS)).isPresent();
        assertThat(first).isNotDone();
        pause.goOn();
        assertThat(first.get(5, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void an_edit_is_seen_after_a_refresh_and_at_once_by_who_asks_for_it_fresh() {
        aSalon().in(database);
        Catalog catalog = new TestCore(database.dataSource(), clock).catalog;
        Salon before = catalog.byCode("aurora").orElseThrow();
        database.jdbc().sql("UPDATE services SET price = 1").update();
        assertThat(catalog.fresh(before.id()).services().get(0).price()).isEqualTo(1);
        catalog.refresh();
        Salon after = catalog.byPhoneNumberId(before.phoneNumberId()).orElseThrow();
        assertThat(after.services().get(0).price()).isEqualTo(1);
        assertThat(after.masters().get(0).version())
                .isGreaterThan(before.masters().get(0).version());
    }
}
