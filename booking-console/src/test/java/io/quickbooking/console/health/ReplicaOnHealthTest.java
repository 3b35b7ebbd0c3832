package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.PostgresPair;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A console whose lists come from a real standby, which stops to follow, dies and comes back. */
class ReplicaOnHealthTest {
    private static final Pattern ANSWERED =
            Pattern.compile("quickbooking_replica_reads_total\\{by=\"replica\"} ([0-9.]+)");

    @Test
    void pages_come_from_the_replica_as_long_as_it_has_them_and_never_old() {
        try (PostgresPair servers = PostgresPair.start();
                RunningConsole console = RunningConsole.on(
                        servers.url(), Map.of("booking.database-replica-url", servers.standbyUrl()))) {
            ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
            awaitState(admin, "ok");
            double before = answered(console);
            assertThat(admin.get("/admin/bookings").status()).isEqualTo(200);
            assertThat(answered(console)).isGreaterThan(before);

            servers.pauseReplay();
            String code = book(console, "15550100001");
            assertThat(admin.get("/admin/bookings").body()).contains(code);
            awaitState(admin, "warn");
            assertThat(admin.get("/admin/health").body()).contains(": behind");
            assertThat(metrics(console)).contains("quickbooking_replica_up 0.0");
            servers.resumeReplay();
            awaitState(admin, "ok");

            servers.stopStandby();
            String another = book(console, "15550100002");
            assertThat(admin.get("/admin/bookings").body()).contains(code, another);
            awaitState(admin, "warn");
            assertThat(admin.get("/admin/health").body()).contains(": does not answer");
            assertThat(console.get("/actuator/health/readiness").status()).isEqualTo(200);
            servers.startStandby();
            awaitState(admin, "ok");
            assertThat(metrics(console)).contains("quickbooking_replica_up 1.0");
        }
    }

    private static String book(RunningConsole console, String customer) {
        String slot = console.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                .json()
                .at("/slots/0/buttonId")
                .asString();
        String confirm = console.tap(customer, slot).button(0);
        String code = console.tap(customer, confirm).json().at("/bookingCode").asString();
        assertThat(code).startsWith("BK");
        return code;
    }

    private static void awaitState(ConsoleSession admin, String state) {
        Awaitility.await()
                .until(() -> admin.get("/admin/health")
                        .body()
                        .contains("id=\"check-replica\" data-state=\"" + state + "\""));
    }

    private static double answered(RunningConsole console) {
        return ANSWERED.matcher(metrics(console))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private static String metrics(RunningConsole console) {
        return console.getAsAdmin("/actuator/prometheus").body();
    }
}
