package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What staff and operators see of a Redis that goes away; what customers see of it, nothing, is shown elsewhere. */
class RedisOnHealthTest {
    @Test
    void a_redis_that_is_away_is_a_warning_and_the_node_stays_ready() {
        try (TestDatabase database = TestDatabase.create();
                RedisServer redis = RedisServer.start();
                RunningConsole console = RunningConsole.on(database, Map.of("booking.redis-url", redis.url()))) {
            ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
            awaitState(admin, "ok");
            assertThat(metrics(console)).contains("quickbooking_redis_up 1.0");

            redis.kill();
            awaitState(admin, "warn");
            assertThat(metrics(console)).contains("quickbooking_redis_up 0.0");
            assertThat(console.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(console.get("/actuator/health").status()).isEqualTo(200);

            redis.startAgain();
            awaitState(admin, "ok");
        }
    }

    private static void awaitState(ConsoleSession admin, String state) {
        Awaitility.await()
                .until(() ->
                        admin.get("/admin/health").body().contains("id=\"check-redis\" data-state=\"" + state + "\""));
    }

    private static String metrics(RunningConsole console) {
        return console.getAsAdmin("/actuator/prometheus").body();
    }
}
