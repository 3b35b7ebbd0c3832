package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

class EarlyDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void server_that_nobody_came_for_is_stopped() {
        try (GenericApplicationContext context = context(Map.of("booking.data-dir", folder.toString()))) {
            context.registerBean("mistake", Object.class, () -> {
                throw new IllegalStateException("a mistake");
            });
            assertThatThrownBy(context::refresh).hasRootCauseMessage("a mistake");
        }
        assertThat(folder.resolve("postgres/PG_VERSION"))
                .as("it had been started")
                .exists();
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void nothing_is_started_beside_a_database_of_ones_own() {
        try (GenericApplicationContext context = context(Map.of(
                "booking.data-dir", folder.toString(), "booking.database-url", "postgresql://ann@127.0.0.1:1/salon"))) {
            context.refresh();
            assertThat(context.getBeansOfType(EarlyDatabase.Start.class)).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static GenericApplicationContext context(Map<String, Object> settings) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        new EarlyDatabase().initialize(context);
        return context;
    }
}
