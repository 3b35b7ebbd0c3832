package io.quickbooking.console.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.bench.BenchClient.Region;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.Plans;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.VolumeData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            try (RunningConsole console = RunningConsole.on(
                    database,
                    Map.of("booking.demo", "false"),
                    (bean, name) -> bean instanceof Mappers ? new Mappers(database.dataSource(), plans) : bean)) {
                open(database, console);
            }

            assertThat(plans.all()).hasSizeGreaterThan(3);
            assertThat(plans.all().values())
                    .allSatisfy(plan -> assertThat(LARGE)
                            .as("%s%n%s%n%s", plan.mapper(), plan.sql(), plan.text())
                            .noneMatch(plan::reads));
        }
    }

    private static void open(TestDatabase database, RunningConsole console) throws Exception {
        BenchClient client = BenchClient.signedIn(
                "http://127.0.0.1:" + console.bean(Environment.class).getRequiredProperty("local.server.port"),
                "admin");
        for (PageCase page : new BenchPages(database.jdbc(), client).all()) {
            BenchClient.Page answer = client.get(page.path(0), page.region());
            assertThat(answer.status()).as(page.path(0)).isLessThan(500);
            for (Region region : answer.answered() ? answer.regions() : List.<Region>of()) {
                assertThat(client.get(region.url(), Optional.of(region.id())).status())
                        .as(region.url())
                        .isLessThan(500);
            }
        }
    }
}
