package io.quickbooking.console.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchClient.Region;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.Plans;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.VolumeData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** What PostgreSQL does for the queries of the console's pages when the tables are large. */
class VolumePlansTest {
    private static final int BOOKINGS = 20_000;
    private static final List<String> LARGE = List.of(
            "bookings", "customers", "sessions", "inbound_messages", "outbound_messages", "tap_events", "audit_log");

    @Test
    void no_page_reads_a_large_table_from_end_to_end() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            new VolumeData(200, BOOKINGS, 1, Instant.now()).fill(database.dataSource());
            // To read a table costs as much as if it were as large as the goals of the console are stated for.
            database.jdbc()
                    .sql("ALTER DATABASE " + database.name() + " SET seq_page_cost = " + VolumeData.FULL / BOOKINGS)
                    .update();
            database.reconnect();
            Plans plans = new Plans(database.dataSource());
            List<String> failed;
            AtomicReference<DataSource> pool = new AtomicReference<>();
            try (RunningConsole console = RunningConsole.on(database, Map.of("booking.demo", "false"), (bean, name) -> {
                if (bean instanceof DataSource own) {
                    pool.set(own);
                }
                return bean instanceof Mappers ? new Mappers(pool.get(), plans) : bean;
            })) {
                failed = failedOf(database, console);
            }

            assertThat(plans.all()).hasSizeGreaterThan(40);
            assertThat(plans.all().values())
                    .allSatisfy(plan -> assertThat(LARGE)
                            .as("%s%n%s%n%s", plan.mapper(), plan.sql(), plan.text())
                            .noneMatch(plan::reads));
            assertThat(failed).isEmpty();
        }
    }

    /** Opens all pages and their parts, and tells which of them fail. */
    private static List<String> failedOf(TestDatabase database, RunningConsole console) throws Exception {
        BenchClient client = BenchClient.signedIn(
                "http://127.0.0.1:" + console.bean(Environment.class).getRequiredProperty("local.server.port"),
                "admin");
        List<String> failed = new ArrayList<>();
        for (PageCase page : new BenchPages(database.jdbc(), client).all()) {
            BenchClient.Page answer = client.get(page.path(0), page.region());
            if (!answer.answered()) {
                failed.add(answer.status() + " " + page.path(0));
                continue;
            }
            for (Region region : answer.regions()) {
                if (!region.url().startsWith("/")
                        || client.get(region.url(), Optional.of(region.id())).status() != 200) {
                    failed.add(page.path(0) + "#" + region.id() + " asks for " + region.url());
                }
            }
        }
        return failed;
    }
}
