package io.quickbooking.console.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quickbooking.console.startup.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of the embedded database, claimed by one process at a time. */
final class DataDirectory implements AutoCloseable {
    private static final long MEGABYTE = 1_000_000;
    /** PostgreSQL's programs are 63 MB and an empty database 68; twice the next file of its log is there to begin with. */
    private static final long FIRST_START = 160 * MEGABYTE;
    /** The next file of PostgreSQL's log, and some for the tables. Without it PostgreSQL ends sooner or later. */
    private static final long LATER_START = 32 * MEGABYTE;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the folder if needed and holds it until {@link #close()} or the end of the process, however it ends.
     *
     * @throws StartupException when that is not possible, or there is no room for a database
     */
    static DataDirectory claim(Path wanted) {
        try {
            Path path = Files.createDirectories(wanted).toRealPath();
            requireRoom(path);
            return new DataDirectory(path, lock(path));
        } catch (FileAlreadyExistsException e) {
            throw unusable(wanted, "it is not a directory", e);
        } catch (IOException e) {
            throw unusable(wanted, "it cannot be written to (" + e.getMessage() + ")", e);
        }
    }

    static StartupException unusable(Path path, String reason, IOException cause) {
        return new StartupException(
                "the data directory " + path + " cannot be used: " + reason,
                "Set BOOKING_DATA_DIR to a directory that this user can write to",
                cause);
    }

    /** On a full disk PostgreSQL's programs wait for long, or for ever, before they give up, and say nothing. */
    private static void requireRoom(Path path) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        long needed = Files.exists(new Cluster(path).directory()) ? LATER_START : FIRST_START;
        if (free < needed) {
            throw new StartupException(
                    "the data directory " + path + " has " + free / MEGABYTE + " MB left, and PostgreSQL needs "
                            + needed / MEGABYTE,
                    "Make room on that disk, or set BOOKING_DATA_DIR to a directory on another one");
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLockedNow(channel)) {
            channel.close();
            throw new StartupException(
                    "the data directory " + path + " is in use by process " + Files.readString(file),
                    "Stop that process, or set BOOKING_DATA_DIR to another directory");
        }
        channel.truncate(0);
        channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
        return channel;
    }

    private static boolean isLockedNow(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    Cluster cluster() {
        return new Cluster(path);
    }

    /** Where PostgreSQL's programs are unpacked; nobody else may get there. */
    Path programs() {
        return path.resolve("postgres-binaries");
    }

    /** What PostgreSQL's programs said last. */
    Path output() {
        return path.resolve("postgres-output.log");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
