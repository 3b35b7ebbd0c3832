package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.admin.health.IntegrityKind;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthPageTest {
    /** Of the three seconds; the rest is for who asks, and for the page itself. */
    private static final Duration MOST = Duration.ofSeconds(2);

    private static final Pattern TOKEN = Pattern.compile("fictional-(app-secret|verify|token)");

    /** How long each page gave its questions. */
    private final List<Duration> given = new CopyOnWriteArrayList<>();

    private final TestDatabase database = TestDatabase.create();
    private final TcpProxy proxy = TcpProxy.to(TestDatabase.port());
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.database-url",
                    "postgresql://postgres@127.0.0.1:" + proxy.port() + "/" + database.name() + "?pool_timeout=1",
                    "booking.whatsapp.verify-token",
                    "fictional-verify"),
            (bean, name) -> bean instanceof Deadline ? new Noted() : bean);
    private final ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);

    private final class Noted extends Deadline {
        @Override
        Round begin(Duration within) {
            given.add(within);
            return super.begin(within);
        }
    }

    @AfterEach
    void close() {
        proxy.thaw();
        proxy.close();
        proxy.breakAll();
        console.close();
        database.close();
    }

    @Test
    void every_line_is_answered_in_both_languages_and_no_secret_is_shown() {
        Answer page = admin.get("/admin/health");
        assertThat(page.status()).isEqualTo(200);
        assertThat(state(page, "database")).isEqualTo("ok");
        assertThat(state(page, "overlaps")).isEqualTo("ok");
        assertThat(state(page, "drift")).isEqualTo("ok");
        assertThat(state(page, "secret")).isEqualTo("ok");
        assertThat(state(page, "verify")).isEqualTo("ok");
        assertThat(state(page, "token")).isEqualTo("warn");
        assertThat(page.body()).doesNotContain("??", "data-state=\"unknown\"").doesNotContainPattern(TOKEN);
        admin.post("/admin/language", Map.of("language", "he", "back", "/admin/health"));
        assertThat(admin.get("/admin/health").body()).contains("dir=\"rtl\"").doesNotContain("??");
    }

    /** The audit is held up by a lock, and the button answers. */
    /** Seen to fail when the request goes through the books itself. */
    @Test
    void an_administrator_has_the_books_audited_sees_that_it_runs_and_then_what_was_found() throws Exception {
        Answer before = admin.get("/admin/health");
        assertThat(state(before, "audited")).isEqualTo("muted");
        assertThat(state(before, "limited")).isEqualTo("muted");
        try (Connection busy = database.dataSource().getConnection();
                Statement lock = busy.createStatement()) {
            busy.setAutoCommit(false);
            lock.execute("LOCK TABLE tap_events IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Answer> asked =
                    CompletableFuture.supplyAsync(() -> admin.post("/admin/health/audit", Map.of()));
            Awaitility.await()
                    .until(() -> database.count("audit_runs WHERE finished_at IS NULL AND asked_by = 'admin'") == 1);
            assertThat(asked.get(20, TimeUnit.SECONDS).status()).isLessThan(400);
            busy.rollback();
        }
        Answer clean = audited("ok");
        for (IntegrityKind kind : IntegrityKind.values()) {
            assertThat(state(clean, "audit." + kind.code()))
                    .as(kind.code())
                    .isEqualTo(kind == IntegrityKind.MESSAGES_WAITING ? "muted" : "ok");
        }
        assertThat(clean.body())
                .contains("Not counted: WhatsApp isn’t connected")
                .doesNotContain("check-auditing", "every 2s");
        database.jdbc().sql("UPDATE salons SET usage_current_bookings = 7").update();
        admin.post("/admin/health/audit", Map.of());
        Answer wrong = audited("bad");
        assertThat(state(wrong, "audit.overlaps")).isEqualTo("ok");
        assertThat(wrong.body()).contains("Somebody changed bookings or counters by hand.");
        database.jdbc()
                .sql("INSERT INTO audit_runs (started_at) VALUES (now())")
                .update();
        Answer running = admin.get("/admin/health");
        assertThat(state(running, "auditing")).isEqualTo("muted");
        assertThat(state(running, "audit.counter_drift")).isEqualTo("bad");
        assertThat(running.body()).contains("hx-trigger=\"refresh, every 2s\"");
        admin.post("/admin/language", Map.of("language", "he", "back", "/admin/health"));
        assertThat(admin.get("/admin/health").body()).contains("dir=\"rtl\"").doesNotContain("??");
    }

    /** The page as soon as it says this of the counters. */
    private Answer audited(String drift) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> admin.get("/admin/health"),
                        page -> page.body().contains("check-audit.counter_drift")
                                && state(page, "audit.counter_drift").equals(drift));
    }

    @Test
    void where_the_server_keeps_things_and_how_it_is_set_is_told_to_administrators_alone() {
        database.jdbc().sql("""
                        INSERT INTO console_users (username, password, role)
                        SELECT 'support', password, 'SUPPORT' FROM console_users WHERE username = 'admin'
                        """).update();
        assertThat(admin.get("/admin/health").body())
                .contains(database.name(), "check-secret", "check-audited", "/admin/health/audit");
        Answer seen =
                ConsoleSession.of(console, "support", RunningConsole.PASSWORD).get("/admin/health");
        assertThat(state(seen, "database")).isEqualTo("ok");
        assertThat(seen.body())
                .doesNotContain(database.name(), "check-secret", "WHATSAPP_", "check-audited", "/admin/health/audit");
    }

    @Test
    void health_is_told_within_three_seconds_while_the_database_says_nothing() {
        admin.get("/admin/health");
        proxy.freeze();
        staysReadable();
    }

    @Test
    void health_is_told_within_three_seconds_while_the_database_is_gone_and_other_pages_say_so() {
        admin.get("/admin/health");
        proxy.close();
        proxy.breakAll();
        staysReadable();
        Answer other = admin.get("/admin/messages");
        assertThat(other.status()).isEqualTo(503);
        assertThat(other.body()).contains("The database does not answer");
    }

    /** Longer than the console remembers who is who. */
    private void staysReadable() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(5))
                .until(this::tellsThatTheDatabaseIsAway);
    }

    private boolean tellsThatTheDatabaseIsAway() {
        given.clear();
        Answer page = admin.get("/admin/health");
        assertThat(page.status()).isEqualTo(200);
        assertThat(given).as("one time for all questions").hasSize(1).allMatch(within -> within.compareTo(MOST) <= 0);
        return state(page, "database").equals("bad") && state(page, "inbox").equals("unknown");
    }

    private static String state(Answer page, String line) {
        Matcher found = Pattern.compile("id=\"check-" + line + "\" data-state=\"(\\w+)\"")
                .matcher(page.body());
        assertThat(found.find()).as("line " + line).isTrue();
        return found.group(1);
    }
}
