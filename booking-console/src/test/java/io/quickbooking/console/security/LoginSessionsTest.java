package io.quickbooking.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.accounts.ConsoleLogin;
import io.quickbooking.console.accounts.ConsoleLogins;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TcpProxy;
import io.quickbooking.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What becomes of a login. Seen to fail: without the kinds that are allowed, {@code
 * a_login_that_somebody_else_has_written_makes_nothing_of_theirs}; without the known ones, {@code
 * a_database_that_is_away_signs_nobody_out}; with a token that the first form makes, {@code pages_that_come_at_once_have_one_token}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginSessionsTest {
    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock(Instant.now());
    private final TcpProxy way = TcpProxy.to(TestDatabase.port());
    private final RunningConsole console = RunningConsole.on(
            database,
            Map.of(
                    "booking.database-url",
                    "postgresql://postgres@127.0.0.1:" + way.port() + "/" + database.name()
                            + "?pool_timeout=2&socketTimeout=2"),
            clock);

    @BeforeEach
    void nobody() {
        database.jdbc().sql("TRUNCATE console_logins").update();
    }

    @AfterAll
    void close() {
        console.close();
        way.close();
        database.close();
    }

    private SignedInClient admin() {
        return SignedInClient.of(console, "admin", RunningConsole.PASSWORD);
    }

    private static boolean isIn(SignedInClient client) {
        return client.get("/admin/account").status() == 200;
    }

    @Test
    void a_login_ends_twelve_hours_after_it_was_used_last() {
        SignedInClient admin = admin();
        SignedInClient idle = admin();
        clock.advance(Duration.ofHours(8));
        assertThat(isIn(admin)).isTrue();
        clock.advance(Duration.ofHours(8));
        assertThat(isIn(admin)).isTrue();
        assertThat(idle.get("/admin/account").location()).isEqualTo("/admin/login?ended");
        clock.advance(Duration.ofHours(13));
        // Whoever signs in takes away what is over.
        admin();
        assertThat(database.count("console_logins")).isOne();
    }

    @Test
    void a_login_is_written_once_a_minute_however_much_it_is_used() {
        SignedInClient admin = admin();
        assertThat(isIn(admin)).isTrue();
        String before = versions();
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(isIn(admin)).isTrue();
        }
        assertThat(versions()).isEqualTo(before);
        clock.advance(Duration.ofMinutes(2));
        assertThat(isIn(admin)).isTrue();
        assertThat(versions()).isNotEqualTo(before);
    }

    private String versions() {
        return database.jdbc()
                .sql("SELECT string_agg(CAST(xmin AS text), ' ' ORDER BY id) FROM console_logins")
                .query(String.class)
                .single();
    }

    @Test
    void pages_that_come_at_once_have_one_token() {
        SignedInClient admin = admin();
        Callable<String> page = () -> {
            String body = admin.get("/admin/account").body();
            // The token differs in each form, and is the same beneath; so one is used on another's page.
            return body.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        };
        assertThat(Race.of(Stream.generate(() -> page).limit(8).toList()))
                .allSatisfy(token -> assertThat(admin.postWithToken("/admin/language", token, Map.of("language", "en"))
                                .status())
                        .isLessThan(400));
    }

    @Test
    void a_login_that_somebody_else_has_written_makes_nothing_of_theirs() throws Exception {
        SignedInClient admin = admin();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("any", URI.create("https://evil.example"))));
        }
        for (byte[] written : new byte[][] {bytes.toByteArray(), "nonsense".getBytes(StandardCharsets.UTF_8), {}}) {
            assertThat(isIn(admin)).isTrue();
            database.jdbc()
                    .sql("UPDATE console_logins SET attributes = ?")
                    .param(written)
                    .update();
            assertThat(admin.get("/admin/account").location()).startsWith("/admin/login");
            database.jdbc().sql("TRUNCATE console_logins").update();
            admin.signIn("admin", RunningConsole.PASSWORD);
        }
    }

    @Test
    void a_database_that_is_away_signs_nobody_out() {
        SignedInClient admin = admin();
        assertThat(admin.get("/admin/health").status()).isEqualTo(200);
        way.freeze();
        try {
            assertThat(admin.get("/admin/health").status()).isEqualTo(200);
            assertThat(SignedInClient.nobody(console)
                            .get("/admin/health", "Cookie", "quick-booking-login=unknown")
                            .status())
                    .isEqualTo(503);
        } finally {
            way.thaw();
        }
        assertThat(isIn(admin)).isTrue();
    }

    @Test
    void a_login_that_has_ended_is_not_brought_back_by_a_request_under_way() {
        ConsoleLogins logins = console.bean(ConsoleLogins.class);
        Instant now = clock.instant();
        ConsoleLogin login = new ConsoleLogin("admin", new byte[] {1}, now, now, now.plusSeconds(60));
        logins.begin("fictional", login);
        logins.end("fictional");
        assertThat(logins.change("fictional", "fictional", login)).isFalse();
        assertThat(logins.seen("fictional", now.plusSeconds(1), now.plusSeconds(61)))
                .isFalse();
        assertThat(logins.byId("fictional")).isEmpty();
    }
}
