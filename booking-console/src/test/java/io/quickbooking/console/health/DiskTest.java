package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.ConsoleProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthIndicatorProperties;

/** Seen to fail when the folder is that of the start. */
class DiskTest {
    private final DiskSpaceHealthIndicatorProperties limits = new DiskSpaceHealthIndicatorProperties();

    @Test
    void disk_of_the_embedded_database_is_watched(@TempDir Path folder) {
        assertThat(watched(new ConsoleProperties(null, null, folder.toString(), null, null, Duration.ZERO)))
                .isEqualTo(folder.toString());
    }

    @Test
    void folder_of_the_start_is_watched_when_the_database_is_elsewhere(@TempDir Path folder) {
        assertThat(watched(new ConsoleProperties(
                        "postgresql://ann@db/salon", null, folder.toString(), null, null, Duration.ZERO)))
                .isEqualTo(limits.getPath().getAbsolutePath());
    }

    private Object watched(ConsoleProperties settings) {
        return new DiskConfiguration()
                .diskSpaceHealthIndicator(settings, limits)
                .health()
                .getDetails()
                .get("path");
    }
}
