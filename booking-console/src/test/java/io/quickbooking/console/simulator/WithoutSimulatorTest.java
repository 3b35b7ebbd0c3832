package io.quickbooking.console.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A console whose operator has switched the simulator off. */
class WithoutSimulatorTest {
    @Test
    void it_has_neither_the_tables_nor_the_pages_of_the_simulator() {
        try (TestDatabase database = TestDatabase.createEmpty();
                RunningConsole console = RunningConsole.on(database, Map.of("booking.simulation.enabled", "false"))) {
            ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
            assertThat(admin.get("/admin").body()).contains("/admin/messages").doesNotContain("/admin/simulator");
            assertThat(admin.get("/admin/health").status()).isEqualTo(200);
            assertThat(admin.get("/admin/simulator").status()).isEqualTo(404);
            assertThat(admin.get("/admin/simulator/race").status()).isEqualTo(404);
            assertThat(database.count("console_users")).isOne();
            assertThat(database.count("pg_class WHERE relname LIKE '%simulation%'"))
                    .isZero();
        }
    }
}
