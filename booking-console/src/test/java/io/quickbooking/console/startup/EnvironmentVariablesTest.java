package io.quickbooking.console.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.QuickBookingProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

class EnvironmentVariablesTest {
    @Test
    void variables_set_the_properties_of_the_same_meaning() {
        QuickBookingProperties settings = settings(ProcessEnvironment.with(Map.of(
                "SESSION_EXPIRATION_MS", "60000",
                "MAX_RETRY_ATTEMPTS", "5",
                "RETRY_BASE_DELAY_MS", "250",
                "WHATSAPP_APP_SECRET", "old, new",
                "WHATSAPP_ALLOW_UNSIGNED", "true",
                "WHATSAPP_VERIFY_TOKEN", "verify",
                "WHATSAPP_ACCESS_TOKEN", "access",
                "WHATSAPP_GRAPH_URL", "http://localhost:9999",
                "WHATSAPP_GRAPH_VERSION", "v99.0")));
        assertThat(settings.sessionExpiration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retry().maxAttempts()).isEqualTo(5);
        assertThat(settings.retry().baseDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.whatsapp())
                .isEqualTo(new QuickBookingProperties.WhatsApp(
                        List.of("old", "new"), true, "verify", "access", URI.create("http://localhost:9999"), "v99.0"));
    }

    @Test
    void every_variable_of_the_application_reaches_its_property() {
        EnvironmentVariables.PROPERTIES.forEach((variable, property) -> assertThat(
                        ProcessEnvironment.with(Map.of(variable, "value")).getProperty(property))
                .as(variable)
                .isEqualTo("value"));
    }

    @Test
    void empty_variables_count_as_not_set() {
        ConfigurableEnvironment environment = ProcessEnvironment.with(Map.of(
                "WHATSAPP_GRAPH_VERSION",
                "",
                "SESSION_EXPIRATION_MS",
                " ",
                "BOOKING_RETRY_MAXATTEMPTS",
                "",
                "PORT",
                ""));
        assertThat(settings(environment)).isEqualTo(settings(ProcessEnvironment.with(Map.of())));
        assertThat(environment.getProperty("server.port")).isNull();
    }

    @Test
    void variables_that_spring_derives_from_a_property_work_and_win() {
        QuickBookingProperties settings = settings(
                ProcessEnvironment.with(Map.of("BOOKING_SESSION_EXPIRATION", "30s", "SESSION_EXPIRATION_MS", "60000")));
        assertThat(settings.sessionExpiration()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void message_names_the_variable_when_a_variable_gave_the_value() {
        ConfigurableEnvironment environment =
                ProcessEnvironment.with(Map.of("DATABASE_URL", "x", "BOOKING_RETRY_MAX_ATTEMPTS", "x"));
        environment.getPropertySources().addFirst(new MapPropertySource("args", Map.of("server.port", "x")));
        assertThat(EnvironmentVariables.nameAsGiven("booking.database-url", environment))
                .isEqualTo("booking.database-url (DATABASE_URL)");
        assertThat(EnvironmentVariables.nameAsGiven("booking.retry.max-attempts", environment))
                .isEqualTo("booking.retry.max-attempts (BOOKING_RETRY_MAX_ATTEMPTS)");
        assertThat(EnvironmentVariables.nameAsGiven("server.port", environment)).isEqualTo("server.port");
        assertThat(EnvironmentVariables.nameAsGiven("booking.demo", environment))
                .isEqualTo("booking.demo");
    }

    private static QuickBookingProperties settings(ConfigurableEnvironment environment) {
        return Binder.get(environment).bindOrCreate("booking", QuickBookingProperties.class);
    }
}
