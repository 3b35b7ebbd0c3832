package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.console.testing.SignedInClient.Page;
import io.quickbooking.testing.TestCertificate;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.VolumeData;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Where the console is, and what the last line of its start says of it. Seen to fail with a language switch that knows no
 * prefix.
 */
class AddressTest {
    private final TestDatabase database = TestDatabase.create(4);
    private final LastLine line = new LastLine();

    /** The start resets the appenders before it makes the first bean. */
    private RunningConsole start(Map<String, String> settings) {
        line.start();
        return RunningConsole.on(database, settings, (bean, name) -> {
            if (!logger().isAttached(line)) {
                logger().addAppender(line);
            }
            return bean;
        });
    }

    @AfterEach
    void close() {
        logger().detachAppender(line);
        database.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ReadyMessage.class);
    }

    /** Tries each port that the line names at the moment at which it is written. */
    private static final class LastLine extends AppenderBase<ILoggingEvent> {
        private static final Pattern PORT = Pattern.compile("ready: https?://\\S+?:(\\d+)[, ]|on port (\\d+)");
        private String text = "";
        private String refused = "";
        private int answered;

        @Override
        protected void append(ILoggingEvent event) {
            text = event.getFormattedMessage();
            Matcher port = PORT.matcher(text);
            while (port.find()) {
                String number = port.group(1) == null ? port.group(2) : port.group(1);
                try (Socket socket = new Socket("::1", Integer.parseInt(number))) {
                    answered += socket.isConnected() ? 1 : 0;
                } catch (IOException e) {
                    refused += number + " ";
                }
            }
        }
    }

    @Test
    void under_a_prefix_the_language_is_switched_on_the_page_where_one_is() {
        Map<String, String> settings = Map.of("server.servlet.context-path", "/booking");
        try (RunningConsole console = start(settings)) {
            assertThat(line.text)
                    .contains("is ready: " + console.address().replace("127.0.0.1", "localhost") + "/booking (");
            ConsoleClient prefixed =
                    new ConsoleClient(console.address() + "/booking", RunningConsole.PASSWORD, RunningConsole.SECRET);
            SignedInClient admin = SignedInClient.of(prefixed, "admin", RunningConsole.PASSWORD);
            String here = "/booking/admin/bookings?salon=aurora";
            assertThat(switched(admin, here)).isEqualTo(here);
            assertThat(switched(admin, "/admin/bookings")).isEqualTo("/booking/admin/bookings");
            assertThat(switched(admin, "/booking//elsewhere.example")).isEqualTo("/booking/admin");
            assertThat(switched(admin, "/booking/elsewhere")).isEqualTo("/booking/admin");
            assertThat(switched(admin, "/bookingadmin")).isEqualTo("/booking/admin");
            // Without JavaScript, what the page itself says.
            Matcher back = Pattern.compile("name=\"back\" value=\"([^\"]+)\"")
                    .matcher(admin.get("/admin/bookings").body());
            assertThat(back.find()).isTrue();
            assertThat(switched(admin, back.group(1))).isEqualTo(back.group(1)).startsWith("/booking/admin?salon=");
        }
    }

    /** Seen to fail with addresses of models that a template writes as they are. */
    @Test
    void under_a_prefix_every_address_of_a_page_has_it() {
        Map<String, String> settings = Map.of("server.servlet.context-path", "/booking");
        try (RunningConsole console = start(settings)) {
            ConsoleClient prefixed =
                    new ConsoleClient(console.address() + "/booking", RunningConsole.PASSWORD, RunningConsole.SECRET);
            SignedInClient admin = SignedInClient.of(prefixed, "admin", RunningConsole.PASSWORD);
            for (String page : List.of(
                    "/admin",
                    "/admin/sessions",
                    "/admin/bookings",
                    "/admin/calendar",
                    "/admin/calendar?view=week",
                    "/admin/bookings/new",
                    "/admin/conflicts?weekday=2&hour=15",
                    "/admin/simulator",
                    "/admin/simulator?before=" + new UUID(-1, -1),
                    "/admin/messages",
                    "/admin/health",
                    "/admin/wall-times",
                    "/admin/settings",
                    "/admin/settings/import",
                    "/admin/settings/salons/aurora",
                    "/admin/settings/salons/aurora/hours",
                    "/admin/settings/salons/aurora/masters/m123",
                    "/admin/search?q=ana",
                    "/admin/users",
                    "/admin/audit",
                    "/admin/account")) {
                Page answer = admin.get(page);
                assertThat(answer.status()).as(page).isEqualTo(200);
                Matcher address = Pattern.compile("(?:href|hx-get|hx-post|action)=\"(/[^\"]*)\"")
                        .matcher(answer.body());
                assertThat(address.results().map(found -> found.group(1)))
                        .as(page)
                        .isNotEmpty()
                        .allMatch(found -> found.startsWith("/booking/"));
            }
        }
    }

    /** Seen to fail with a link to the wall times that is written as it is. */
    @Test
    void under_a_prefix_pagers_and_the_link_to_wall_times_have_it() {
        new VolumeData(1, 3_000, 1, Instant.now()).fill(database.dataSource());
        try (RunningConsole console =
                start(Map.of("server.servlet.context-path", "/booking", "booking.demo", "false"))) {
            database.jdbc().sql("""
                            INSERT INTO console_users (username, password, role)
                            SELECT 'user' || number, 'none', 'VIEWER' FROM generate_series(1, 60) AS number
                            """).update();
            database.jdbc().sql("""
                            INSERT INTO audit_log (at, username, act)
                            SELECT now(), 'admin', 'signed_in' FROM generate_series(1, 60)
                            """).update();
            database.jdbc().sql("""
                            UPDATE sessions SET ended_at = now() WHERE id IN (SELECT id FROM sessions ORDER BY id LIMIT 60)
                            """).update();
            ConsoleClient prefixed =
                    new ConsoleClient(console.address() + "/booking", RunningConsole.PASSWORD, RunningConsole.SECRET);
            SignedInClient admin = SignedInClient.of(prefixed, "admin", RunningConsole.PASSWORD);
            for (String list : List.of(
                    "/admin/bookings",
                    "/admin/sessions?state=all",
                    "/admin/conflicts?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(360),
                    "/admin/messages",
                    "/admin/users",
                    "/admin/audit")) {
                List<String> next = pager(admin.get(list).body());
                assertThat(next).as(list).hasSize(1).allMatch(href -> href.startsWith("/booking/admin/"));
                String second = next.get(0).replaceFirst("^/booking", "").replaceFirst("#.*", "");
                assertThat(pager(admin.get(second).body()))
                        .as(second)
                        .hasSizeBetween(1, 2)
                        .allMatch(href -> href.startsWith("/booking/admin/"))
                        .first()
                        .isNotEqualTo(next.get(0));
            }
            // Whoever looks after the wall times may look meanwhile.
            Awaitility.await().untilAsserted(() -> {
                database.jdbc().sql("""
                                UPDATE bookings SET wall_ts = start_ts + interval '1 hour'
                                WHERE status = 'CONFIRMED' AND start_ts > now()
                                """).update();
                assertThat(admin.get("/admin/health").body()).contains("href=\"/booking/admin/wall-times?salon=v001\"");
            });
        }
    }

    private static List<String> pager(String page) {
        Matcher pager =
                Pattern.compile("(?s)<nav[^>]* class=\"pager\".*?</nav>").matcher(page);
        return pager.find()
                ? Pattern.compile("href=\"([^\"]+)\"")
                        .matcher(pager.group())
                        .results()
                        .map(link -> link.group(1).replace("&amp;", "&"))
                        .toList()
                : List.of();
    }

    private static String switched(SignedInClient admin, String back) {
        return admin.post("/admin/language", Map.of("language", "he", "back", back))
                .location();
    }

    @Test
    void the_last_line_of_a_start_names_what_answers() {
        TestCertificate certificate = TestCertificate.forLoopback();
        Map<String, String> settings = Map.of(
                "server.ssl.certificate", certificate.pem().toUri().toString(),
                "server.ssl.certificate-private-key", certificate.key().toUri().toString(),
                "server.address", "::1",
                "management.server.port", "0",
                "management.server.address", "::1",
                "management.server.ssl.enabled", "false");
        try (RunningConsole console = start(settings)) {
            String port = console.address().replaceFirst(".*:", "");
            assertThat(line.text).containsPattern("is ready: https://\\[::1]:" + port + ", actuator on port \\d+ \\(");
            assertThat(line.refused).isEmpty();
            assertThat(line.answered).isEqualTo(2);
        }
    }
}
