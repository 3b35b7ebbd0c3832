package io.quickbooking.console.security;

import static io.quickbooking.testing.WebhookBodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.live.LivePage;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
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

    /** A browser that is led to one node and to another, as without a cookie of the load balancer. */
    @Test
    void who_has_signed_in_here_is_signed_in_there() {
        SignedInClient here = SignedInClient.of(nodes.get(0), "admin", RunningConsole.PASSWORD);
        SignedInClient there = here.at(nodes.get(1));
        assertThat(there.get("/admin/bookings").status()).isEqualTo(200);

        // A form of the one is sent to the other, and what has come of it told by the one.
        here.get("/admin/account");
        String form = here.token();
        assertThat(there.postWithToken("/admin/health/audit", form, Map.of()).location())
                .startsWith("/admin/health");
        assertThat(here.get("/admin/health").body()).containsAnyOf("notice--info", "notice--warn");
    }

    @Test
    void who_signs_out_here_is_out_there_and_their_pages_end() {
        LivePage here = LivePage.of(nodes.get(0).address(), "admin");
        LivePage there = here.at(nodes.get(1).address());
        try (LivePage.Stream page = there.open("/admin/live?salon=aurora")) {
            String cookie = here.cookie();
            here.signOut();
            assertThat(SignedInClient.nobody(nodes.get(1))
                            .get("/admin/bookings", "Cookie", cookie)
                            .location())
                    .startsWith("/admin/login");
            assertThat(page.nextWord()).isEqualTo(LivePage.Event.END);
        }
    }

    @Test
    void a_node_that_is_lost_takes_no_login_along() {
        SignedInClient here;
        try (RunningConsole third = node()) {
            here = SignedInClient.of(third, "admin", RunningConsole.PASSWORD);
        }
        assertThat(here.at(nodes.get(0)).get("/admin/bookings").status()).isEqualTo(200);
    }

    @Test
    void what_is_stored_signs_nobody_in() {
        SignedInClient here = SignedInClient.of(nodes.get(0), "admin", RunningConsole.PASSWORD);
        String cookie = here.cookie("quick-booking-login").orElseThrow();
        assertThat(database.count("console_logins WHERE encode(id, 'escape') LIKE '%" + cookie
                        + "%' OR encode(attributes, 'escape') LIKE '%" + cookie + "%'"))
                .isZero();
        assertThat(database.count(
                        "console_logins WHERE encode(attributes, 'escape') LIKE '%" + RunningConsole.PASSWORD + "%'"))
                .isZero();
    }

    @Test
    void of_who_has_not_signed_in_nothing_is_kept() {
        long before = database.count("console_logins");
        for (int i = 0; i < 20; i++) {
            SignedInClient nobody = SignedInClient.nobody(nodes.get(0));
            nobody.get("/admin/bookings");
            nobody.get("/admin/login");
            nobody.signIn("nobody" + i, "wrong");
        }
        assertThat(database.count("console_logins")).isEqualTo(before);
    }
}
