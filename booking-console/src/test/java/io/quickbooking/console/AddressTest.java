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
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Where the console is, and what the last line of its start says of it. Seen to fail with a language switch that knows no
 * prefix.
 */
class AddressTest {
    private final TestDatabase database = TestDatabase.create(1);
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
