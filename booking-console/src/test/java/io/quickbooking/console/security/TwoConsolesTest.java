package io.quickbooking.console.security;

import static io.quickbooking.testing.WebhookBodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is limited is limited on all nodes together: two consoles, one database, and no Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoConsolesTest {
    private final TestDatabase database = TestDatabase.create();
    private final List<RunningConsole> nodes = List.of(node(), node());

    private RunningConsole node() {
        return RunningConsole.on(database, Map.of("booking.taps-per-minute", "20"));
    }

    @AfterAll
    void close() {
        nodes.forEach(RunningConsole::close);
        database.close();
    }

    @Test
    void who_guesses_passwords_here_and_there_has_to_wait_everywhere() {
        for (int guess = 0; guess < 5; guess++) {
            assertThat(nodes.get(guess % 2)
                            .getAs("nobody", "guess" + guess, "/api/v1/slots?salon=aurora")
                            .status())
                    .isEqualTo(401);
        }
        for (RunningConsole node : nodes) {
            assertThat(node.getAs("nobody", "another", "/api/v1/slots?salon=aurora")
                            .status())
                    .isEqualTo(429);
        }
        assertThat(nodes.get(0).getAsAdmin("/api/v1/slots?salon=aurora").status())
                .isEqualTo(200);
    }

    @Test
    void an_edit_is_seen_on_every_node_within_moments() {
        nodes.forEach(node -> assertThat(name(node)).isEqualTo("Salon Aurora"));
        database.jdbc()
                .sql("UPDATE salons SET name = 'Salon Borealis' WHERE code = 'aurora'")
                .update();
        // Two seconds, and some for a busy machine.
        nodes.forEach(node -> Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> name(node).equals("Salon Borealis")));
    }

    private static String name(RunningConsole node) {
        return node.bean(Catalog.class).byCode("aurora").orElseThrow().name();
    }

    @Test
    void who_taps_without_end_here_and_there_is_told_once() {
        String phone = "15550100321";
        for (int tap = 0; tap < 60; tap++) {
            nodes.get(tap % 2)
                    .deliver(text("hello").from(phone).wamid("wamid.two." + tap).bytes());
        }
        assertThat(database.count("tap_events WHERE outcome = 'rate_limited'")).isBetween(30L, 40L);
        assertThat(database.count("tap_events WHERE outcome = 'rate_limited' AND outbound_id IS NOT NULL"))
                .isOne();
    }
}
