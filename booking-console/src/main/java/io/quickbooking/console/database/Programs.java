package io.quickbooking.console.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The folder in which PostgreSQL's programs are unpacked, each version once. */
record Programs(Path folder) {
    /** The library opens this one to everybody, so it lies in a folder that only we can enter. */
    Path workingDirectory() {
        return folder.resolve("unpacked");
    }

    void prepare() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(workingDirectory());
        for (Path version : versions()) {
            // Cut off while it was being unpacked: the library would not overwrite what is there, and fail on the rest.
            if (!Files.exists(version.resolve(".exists"))) {
                FileSystemUtils.deleteRecursively(version);
            }
        }
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> versions = Files.list(workingDirectory())) {
            return versions.toList();
        }
    }
}
