package io.quickbooking.console.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private final Programs programs;

    ProgramsTest(@TempDir Path directory) {
        programs = new Programs(directory.resolve("programs"));
    }

    @Test
    void only_we_can_enter_the_folder() throws IOException {
        programs.prepare();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(programs.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void half_unpacked_programs_are_removed_and_whole_ones_kept() throws IOException {
        Path half = Files.createDirectories(programs.workingDirectory().resolve("PG-1/bin"));
        Path whole = Files.createDirectories(programs.workingDirectory().resolve("PG-2/bin"));
        Files.createFile(whole.resolveSibling(".exists"));

        programs.prepare();

        assertThat(half.getParent()).doesNotExist();
        assertThat(whole).exists();
    }
}
