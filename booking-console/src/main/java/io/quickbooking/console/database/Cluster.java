package io.quickbooking.console.database;

import io.quickbooking.console.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL's files in a data directory, and the password that opens them.
 *
 * <p>The password's file gets its final name when the first start has succeeded. So it also tells a cluster whose making
 * was cut off, which holds nothing and is made again, from one that must not be touched.
 */
record Cluster(Path parent) {
    private static final FileAttribute<?> OURS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    Path directory() {
        return parent.resolve("postgres");
    }

    /** Holds the superuser's password. */
    Path passwordFile() {
        return Files.exists(finalPasswordFile()) ? finalPasswordFile() : newPasswordFile();
    }

    String password() throws IOException {
        return Files.readString(passwordFile());
    }

    /**
     * Makes the files fit for a server to start on.
     *
     * @param majorVersion of that server
     * @throws StartupException when they are another version's, or there is no password to open them
     */
    void prepare(String majorVersion) throws IOException {
        if (isEmpty(directory())) {
            Files.deleteIfExists(finalPasswordFile());
            writeNewPassword();
        } else if (Files.exists(finalPasswordFile())) {
            requireVersion(majorVersion);
        } else if (Files.exists(newPasswordFile())) {
            FileSystemUtils.deleteRecursively(directory());
            writeNewPassword();
        } else {
            throw new StartupException(
                    "the database in " + directory() + " cannot be opened without " + finalPasswordFile(),
                    "Bring that file back, or move " + directory() + " away and start with an empty database");
        }
    }

    /** To be called when a server has started: from now on there is something to lose. */
    void complete() throws IOException {
        if (!Files.exists(finalPasswordFile())) {
            Files.move(newPasswordFile(), finalPasswordFile());
        }
    }

    private void requireVersion(String majorVersion) throws IOException {
        String found = Files.readString(directory().resolve("PG_VERSION")).strip();
        if (!found.equals(majorVersion)) {
            throw new StartupException(
                    "the data in " + directory() + " was made by PostgreSQL " + found + ", this is PostgreSQL "
                            + majorVersion,
                    "Set BOOKING_DATA_DIR to another directory, or DATABASE_URL to a server with that data");
        }
    }

    private void writeNewPassword() throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(newPasswordFile());
        Files.createFile(newPasswordFile(), OURS_ONLY);
        Files.writeString(newPasswordFile(), HexFormat.of().formatHex(random));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private Path finalPasswordFile() {
        return parent.resolve("postgres-password");
    }

    private Path newPasswordFile() {
        return parent.resolve("postgres-password.new");
    }
}
