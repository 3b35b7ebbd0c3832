package io.quickbooking.console.faults;

import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A disk of 24 MB with the tables of a test's database on it. To make one needs the right to mount. */
final class SmallDisk implements AutoCloseable {
    private static final String TABLESPACE = "small_disk";

    private final Path directory;
    private final Path ballast;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    /** Empty: this user may not mount. */
    static Optional<SmallDisk> mountedAt(Path directory) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "none", directory.toString())
                ? Optional.of(new SmallDisk(directory))
                : Optional.empty();
    }

    void take(TestDatabase database) throws IOException {
        Path tables = Files.createDirectory(directory.resolve("tables"));
        for (String statement : new String[] {
            "CREATE TABLESPACE " + TABLESPACE + " LOCATION '" + tables + "'",
            "ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE " + TABLESPACE,
            "ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE " + TABLESPACE
        }) {
            database.jdbc().sql(statement).update();
        }
    }

    /** Until not a byte more fits. */
    void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (TestDatabase other = TestDatabase.createEmpty()) {
            other.jdbc().sql("DROP TABLESPACE IF EXISTS " + TABLESPACE).update();
        }
        run("umount", directory.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException thereIsNoSuchCommand) {
            return false;
        }
    }
}
