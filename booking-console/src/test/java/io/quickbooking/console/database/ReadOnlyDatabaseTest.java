package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.ConsoleSession;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.console.testing.SignedInClient;
import io.quickbooking.testing.PostgresPair;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A database that takes nothing: set so while the application runs, and a standby. */
class ReadOnlyDatabaseTest {
    @Test
    void a_database_that_was_set_read_only_is_named_where_people_look() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                RunningConsole console = RunningConsole.on(database, Map.of())) {
            ConsoleSession admin = ConsoleSession.of(console, "admin", RunningConsole.PASSWORD);
            assertThat(admin.get("/admin/health").body()).doesNotContain("check-read-only");
            set(database, "on");

            Awaitility.await().until(() -> admin.get("/admin/health").body().contains("check-read-only"));
            assertThat(admin.get("/admin/health").body())
                    .contains("id=\"check-read-only\" data-state=\"bad\"", "default_transaction_read_only is on");
            saysSo(console);
            assertThat(console.deliver(aTap("wamid.1")).status()).isEqualTo(503);
            Answer api = console.tap("15550100001", "more_times");
            assertThat(api.status()).isEqualTo(503);
            assertThat(api.json().at("/type").asString()).endsWith(":read-only");
            assertThat(console.postTapWithPassword("wrong").status()).isEqualTo(503);

            set(database, "off");
            // As WhatsApp does.
            Awaitility.await().until(() -> console.deliver(aTap("wamid.1")).status() == 200);
            assertThat(database.count("inbound_messages WHERE message_id = 'wamid.1'"))
                    .isOne();
            assertThat(admin.get("/admin/health").body()).doesNotContain("check-read-only");
        }
    }

    @Test
    void a_standby_in_place_of_the_database_is_named_too() {
        try (PostgresPair servers = PostgresPair.start()) {
            RunningConsole.on(servers.url(), Map.of()).close();
            // Nothing has to be written at the start.
            try (RunningConsole console = RunningConsole.on(
                    servers.standbyUrl(), Map.of("booking.demo", "false", "booking.console.admin-password", ""))) {
                saysSo(console);
                assertThat(console.deliver(aTap("wamid.1")).status()).isEqualTo(503);
            }
        }
    }

    /** Neither that the password is wrong nor that something has failed, whatever the password. */
    private static void saysSo(RunningConsole console) {
        for (String password : new String[] {RunningConsole.PASSWORD, "wrong"}) {
            SignedInClient visitor = SignedInClient.nobody(console);
            String next = visitor.signIn("admin", password).location();
            assertThat(next).isEqualTo("/admin/login?read-only");
            assertThat(visitor.get(next).body()).contains("The database is read-only, so nobody can sign in.");
        }
    }

    /** For connections that are made from now on; there are no others. */
    private static void set(TestDatabase database, String value) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = " + value);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
        database.reconnect();
    }

    private static byte[] aTap(String wamid) {
        return WebhookBodies.tap("more_times")
                .from(WebhookBodies.ANA)
                .wamid(wamid)
                .sentAt(Instant.now())
                .bytes();
    }
}
