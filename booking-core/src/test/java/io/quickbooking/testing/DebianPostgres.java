package io.quickbooking.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The oldest PostgreSQL that the product works with, as Debian packs it. */
final class DebianPostgres {
    private static final String VERSION = "15";

    private DebianPostgres() {}

    /** Whether the tests were told to use it: {@code -Dtest.postgres=15}. */
    static boolean isWanted() {
        String wanted = System.getProperty("test.postgres", "");
        if (!wanted.isEmpty() && !wanted.equals(VERSION)) {
            throw new IllegalArgumentException(
                    "test.postgres is '" + wanted + "', but must be " + VERSION + " or unset");
        }
        return !wanted.isEmpty();
    }

    /** Where its programs are. */
    static Path programs() {
        Path bin = Path.of("/usr/lib/postgresql", VERSION, "bin");
        DebianProgram.require(bin.resolve("initdb").toString(), "postgresql-" + VERSION);
        return bin;
    }

    /** Its programs as the archive that the embedded server is unpacked from. */
    static InputStream archive() {
        Path bin = programs();
        try {
            Path archive = Files.createTempFile("postgres", ".txz");
            // These have to be side by side; what else there is, is found where the package has put it.
            Process tar = new ProcessBuilder(List.of(
                            "tar",
                            "--create",
                            "--xz",
                            "--file",
                            archive.toString(),
                            "--directory",
                            bin.getParent().toString(),
                            "bin",
                            "lib"))
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("tar could not pack " + bin);
            }
            archive.toFile().deleteOnExit();
            return Files.newInputStream(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One of its programs, to its end. */
    static void run(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(programs().resolve(program).toString()));
        command.addAll(List.of(arguments));
        as(command.toArray(String[]::new));
    }

    /** As whoever the servers belong to. */
    static void as(String... command) {
        List<String> all = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(List.of(command));
        try {
            Path log = Files.createTempFile("postgres", ".log");
            Process process = new ProcessBuilder(all)
                    .directory(log.getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + code + ": " + Files.readString(log));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
