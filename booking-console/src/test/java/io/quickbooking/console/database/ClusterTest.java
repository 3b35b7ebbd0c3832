package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.console.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    private final Cluster cluster;

    ClusterTest(@TempDir Path directory) {
        cluster = new Cluster(directory);
    }

    @Test
    void new_cluster_gets_a_password_that_others_cannot_read() throws IOException {
        cluster.prepare("18");
        assertThat(cluster.password()).matches("[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.passwordFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void complete_cluster_keeps_its_files_and_its_password() throws IOException {
        cluster.prepare("18");
        String password = cluster.password();
        Path file = aFileOfVersion("18");
        cluster.complete();

        cluster.prepare("18");
        cluster.complete();

        assertThat(file).exists();
        assertThat(cluster.password()).isEqualTo(password);
    }

    @Test
    void cluster_whose_making_was_cut_off_is_made_again() throws IOException {
        cluster.prepare("18");
        String password = cluster.password();
        aFileOfVersion("18");

        cluster.prepare("18");

        assertThat(cluster.directory()).doesNotExist();
        assertThat(cluster.password()).isNotEqualTo(password);
    }

    @Test
    void cluster_of_another_version_is_left_alone() throws IOException {
        cluster.prepare("18");
        Path file = aFileOfVersion("16");
        cluster.complete();

        assertThatThrownBy(() -> cluster.prepare("18"))
                .isInstanceOf(StartupException.class)
                .hasMessage("the data in " + cluster.directory() + " was made by PostgreSQL 16, this is PostgreSQL 18");
        assertThat(file).exists();
    }

    @Test
    void cluster_without_its_password_is_left_alone() throws IOException {
        Path file = aFileOfVersion("18");

        assertThatThrownBy(() -> cluster.prepare("18"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("postgres-password");
        assertThat(file).exists();
    }

    @Test
    void cluster_that_was_deleted_by_hand_is_made_again_with_a_new_password() throws IOException {
        cluster.prepare("18");
        String password = cluster.password();
        cluster.complete();

        cluster.prepare("18");

        assertThat(cluster.password()).isNotEqualTo(password);
    }

    private Path aFileOfVersion(String version) throws IOException {
        Files.createDirectories(cluster.directory());
        return Files.writeString(cluster.directory().resolve("PG_VERSION"), version + "\n");
    }
}
