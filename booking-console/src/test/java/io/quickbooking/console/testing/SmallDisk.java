package io.quickbooking.console.testing;

import io.quickbooking.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A small disk that can be filled. To make one needs the right to mount. */
public final class SmallDisk implements AutoCloseable {
    private static final String TABLESPACE = "small_disk";

    private final Path directory;
    private final Path ballast;
    private boolean holdsTables;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    /** Empty: this user may not mount. */
    public static Optional<SmallDisk> mountedAt(Path directory, int megabytes)
            throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0777", "none", directory.toString())
                ? Optional.of(new SmallDisk(directory))
                : Optional.empty();
    }

    /** Moves the tables of a test's database there. */
    public void take(TestDatabase database) throws IOException {
        holdsTables = true;
        Path tables = Files.createDirectory(directory.resolve("tables"));
        for (String statement : new String[] {
            "CREATE TABLESPACE " + TABLESPACE + " LOCATION '" + tables + "'",
            "ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE " + TABLESPACE,
            "ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE " + TABLESPACE
        }) {
            database.jdbc().sql(statement).update();
        }
    }

    /** Until not a byte more fits; what has become free since the last time too. */
    public void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (holdsTables) {
            try (TestDatabase other = TestDatabase.createEmpty()) {
                other.jdbc().sql("DROP TABLESPACE IF EXISTS " + TABLESPACE).update();
            }
        }
        // Also while a thread that hangs has a file open there.
        run("umount", "--lazy", directory.toString());
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
