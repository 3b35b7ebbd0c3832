package io.quickbooking.console.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.database.MigrationSet;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;

class StartFailureAnalyzerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SESSION_EXPIRATION_MS      | abc      | booking.session-expiration (SESSION_EXPIRATION_MS) is 'abc', but must be a number of milliseconds, such as 900000, or a duration, such as 15m.
            BOOKING_SESSION_EXPIRATION | 10ms     | booking.session-expiration (BOOKING_SESSION_EXPIRATION) is '10 ms', but must be 1000 to 86400000 ms.
            MAX_RETRY_ATTEMPTS         | many     | booking.retry.max-attempts (MAX_RETRY_ATTEMPTS) is 'many', but must be a whole number.
            TAPS_PER_MINUTE            | -1       | booking.taps-per-minute (TAPS_PER_MINUTE) is '-1', but must be 0 to 6000.
            TAPS_PER_MINUTE            | plenty   | booking.taps-per-minute (TAPS_PER_MINUTE) is 'plenty', but must be a whole number.
            BOOKING_AUDIT_AT           | 3am      | booking.audit.at (BOOKING_AUDIT_AT) is '3am', but must be a time such as 03:00, or off.
            BOOKING_AUDIT_ZONE         | Mars     | booking.audit.zone (BOOKING_AUDIT_ZONE) is 'Mars', but must be a time zone such as Europe/Berlin.
            RETENTION_PAYLOADS         | 7d       | booking.retention.payloads (RETENTION_PAYLOADS) is '7 days', but must be 8 to 3650 days, such as 30d.
            RETENTION_MESSAGES         | 90       | booking.retention.messages (RETENTION_MESSAGES) is '0 days', but must be 2 to 3650 days, such as 30d.
            RETENTION_EVENTS           | forever  | booking.retention.events (RETENTION_EVENTS) is 'forever', but must be a number of milliseconds, such as 900000, or a duration, such as 15m.
            RETRY_BASE_DELAY_MS        | 0        | booking.retry.base-delay (RETRY_BASE_DELAY_MS) is '0 ms', but must be 1 to 10000 ms.
            WHATSAPP_GRAPH_URL         | nonsense | booking.whatsapp.graph-url (WHATSAPP_GRAPH_URL) is 'nonsense', but must be an http or https address, such as https://graph.facebook.com.
            WHATSAPP_GRAPH_URL         | http://[ | booking.whatsapp.graph-url (WHATSAPP_GRAPH_URL) is 'http://[', but must be an address, such as https://graph.facebook.com.
            WHATSAPP_ALLOW_UNSIGNED    | perhaps  | booking.whatsapp.allow-unsigned (WHATSAPP_ALLOW_UNSIGNED) is 'perhaps', but must be true or false.
            """)
    void wrong_setting_is_named_with_its_variable_its_value_and_what_is_allowed(
            String variable, String value, String line) {
        ConfigurableEnvironment environment = ProcessEnvironment.with(Map.of(variable, value));
        Throwable failure =
                catchThrowable(() -> Binder.get(environment).bindOrCreate("booking", QuickBookingProperties.class));
        assertThat(OneLineReporter.line(new StartFailureAnalyzer(environment).analyze(failure)))
                .isEqualTo(line);
    }

    @Test
    void what_the_user_can_put_right_is_found_below_what_spring_wraps_around_it() {
        Throwable failure = new IllegalStateException(new StartupException("it is broken", "Mend it"));
        assertThat(line(failure)).isEqualTo("it is broken. Mend it.");
    }

    @Test
    void port_in_use_is_told() {
        assertThat(line(new PortInUseException(8080)))
                .isEqualTo("port 8080 is in use. Stop what listens there, or set PORT to another one.");
    }

    @Test
    void a_database_of_another_encoding_is_told_with_what_is_allowed() {
        try (TestDatabase database = TestDatabase.createEmpty("SQL_ASCII")) {
            Throwable failure = catchThrowable(() -> Migrations.apply(database.dataSource(), MigrationSet.LIBRARY));
            assertThat(line(new IllegalStateException(failure)))
                    .isEqualTo("the database's server_encoding is 'SQL_ASCII', but must be UTF8."
                            + " Create the database with ENCODING 'UTF8' TEMPLATE template0.");
        }
    }

    @Test
    void a_database_that_takes_no_writes_is_told() {
        SQLException refusal = new SQLException("ERROR: cannot execute INSERT in a read-only transaction", "25006");
        assertThat(line(new IllegalStateException(refusal)))
                .isEqualTo("the database is read-only (ERROR: cannot execute INSERT in a read-only transaction)."
                        + " Set DATABASE_URL to the primary server, or default_transaction_read_only to off.");
    }

    @Test
    void failed_migration_is_told_in_one_line() {
        assertThat(line(new FlywayException("Validate failed:\nchecksum mismatch")))
                .startsWith("the database's tables could not be brought to this version: "
                        + "Validate failed: checksum mismatch. ");
    }

    @Test
    void defects_keep_their_stack_trace() {
        assertThat(new StartFailureAnalyzer(ProcessEnvironment.with(Map.of())).analyze(new IllegalStateException()))
                .isNull();
    }

    private static String line(Throwable failure) {
        return OneLineReporter.line(new StartFailureAnalyzer(ProcessEnvironment.with(Map.of())).analyze(failure));
    }
}
