package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.console.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void directory_is_made_with_its_parents() {
        try (DataDirectory directory = DataDirectory.claim(folder.resolve("a/b"))) {
            assertThat(directory.path()).isDirectory();
        }
    }

    @Test
    void second_claim_names_the_directory_and_who_holds_it() {
        try (DataDirectory first = DataDirectory.claim(folder)) {
            assertThatThrownBy(() -> DataDirectory.claim(folder))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("the data directory " + first.path() + " is in use by process "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void second_claim_through_a_link_is_refused_as_well() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("data"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), directory);
        try (DataDirectory first = DataDirectory.claim(directory)) {
            assertThatThrownBy(() -> DataDirectory.claim(link)).hasMessageContaining(first.path() + " is in use");
        }
    }

    @Test
    void closed_directory_can_be_claimed_again() {
        DataDirectory.claim(folder).close();
        DataDirectory.claim(folder).close();
    }

    @Test
    void file_is_not_a_directory() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.claim(file))
                .isInstanceOf(StartupException.class)
                .hasMessage("the data directory " + file + " cannot be used: it is not a directory");
    }

    @Test
    void directory_below_a_file_cannot_be_made() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.claim(file.resolve("data")))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("the data directory " + file.resolve("data") + " cannot be used: ");
    }
}
