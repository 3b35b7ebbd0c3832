package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {
    @TempDir
    private Path cluster;

    @Test
    void process_that_has_the_number_by_chance_is_left_alone_and_the_stale_file_removed() throws IOException {
        Process bystander = new ProcessBuilder("sleep", "600").start();
        try {
            Path pidFile = pidFileNaming(bystander.pid());
            new Postmaster(cluster).stop();
            assertThat(bystander.isAlive()).isTrue();
            assertThat(pidFile).doesNotExist();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void process_that_serves_the_cluster_is_killed_when_it_does_not_stop_by_itself() throws Exception {
        Process deaf = new ProcessBuilder(
                        "sh", "-c", "trap '' TERM; echo deaf; while true; do sleep 1; done", "-D", cluster.toString())
                .start();
        assertThat(deaf.inputReader().readLine()).isEqualTo("deaf");
        pidFileNaming(deaf.pid());
        new Postmaster(cluster).stop();
        assertThat(deaf.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void without_a_pid_file_there_is_nothing_to_stop() throws IOException {
        new Postmaster(cluster).stop();
        assertThat(cluster).isEmptyDirectory();
    }

    private Path pidFileNaming(long pid) throws IOException {
        return Files.writeString(cluster.resolve("postmaster.pid"), pid + "\n" + cluster + "\n");
    }
}
