package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.InvalidPropertyException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolePropertiesTest {
    private static final String URL = "postgresql://ann:hidden@db/salon";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,       -,     true", URL + ",  -,     false", "-,       false, false", URL + ",  true,  true"})
    void demo_salon_is_loaded_into_the_embedded_database_unless_told_otherwise(
            String databaseUrl, Boolean demo, boolean loads) {
        assertThat(new ConsoleProperties(databaseUrl, null, "data", null, demo, Duration.ZERO).loadsDemo())
                .isEqualTo(loads);
    }

    @Test
    void relative_data_directory_is_in_the_folder_of_the_start() {
        assertThat(new ConsoleProperties(null, null, "./data", null, null, Duration.ZERO).dataDirectory())
                .isEqualTo(Path.of("").toAbsolutePath().resolve("data"));
    }

    @Test
    void catalogue_that_cannot_be_read_is_refused() {
        assertThatThrownBy(
                        () -> new ConsoleProperties(null, null, "data", "/nowhere/catalog.yaml", null, Duration.ZERO))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage("booking.catalog is '/nowhere/catalog.yaml', but must be a file that can be read");
    }

    @Test
    void delay_of_the_shutdown_is_at_most_a_minute() {
        assertThatThrownBy(() -> new ConsoleProperties(null, null, "data", null, null, Duration.ofSeconds(61)))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage("booking.shutdown-delay is '61000 ms', but must be 0 to 60000 ms");
    }

    @Test
    void password_is_not_shown() {
        assertThat(new ConsoleProperties(URL, null, "data", null, null, Duration.ZERO).toString())
                .doesNotContain("hidden");
    }

    @Test
    void a_replica_is_of_a_database_that_somebody_else_runs() {
        assertThat(new ConsoleProperties(URL, URL, "data", null, null, Duration.ZERO).replica())
                .isPresent();
        assertThatThrownBy(() -> new ConsoleProperties(null, URL, "data", null, null, Duration.ZERO))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("booking.database-replica-url")
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> new ConsoleProperties(URL, "replica.example.com", "data", null, null, Duration.ZERO))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("booking.database-replica-url");
    }
}
