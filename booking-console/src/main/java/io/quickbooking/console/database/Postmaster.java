package io.quickbooking.console.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process that PostgreSQL's pid file in a cluster names; there may be none. */
record Postmaster(Path cluster) {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(5);

    /**
     * Stops the server that a process which was killed has left behind. It is asked first; if it does not listen, it is
     * killed, which costs it a recovery but no data.
     */
    void stop() throws IOException {
        Optional<ProcessHandle> named = process();
        if (named.isPresent() && serves(named.get())) {
            stop(named.get());
        } else if (named.isPresent()) {
            // The number belongs to another process by now, and PostgreSQL would take that one for its server. The file
            // of a process that is gone stays: PostgreSQL knows how to tell whether parts of it are still alive.
            Files.deleteIfExists(pidFile());
        }
    }

    /** Calls back once when the server that runs now has ended, for whatever reason. */
    void onEnd(Runnable callback) throws IOException {
        process().ifPresent(server -> server.onExit().thenRun(callback));
    }

    private Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        String pid = Files.readString(pidFile()).lines().findFirst().orElse("");
        return pid.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)
                : Optional.empty();
    }

    private boolean serves(ProcessHandle process) {
        return Stream.of(process.info().arguments().orElse(new String[0])).anyMatch(cluster.toString()::equals);
    }

    private void stop(ProcessHandle server) throws IOException {
        LOG.info("Stopping the PostgreSQL server {} that a killed process left behind", server.pid());
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        server.destroy();
        if (!within(TIME_TO_STOP, () -> !serves(server))) {
            all.forEach(ProcessHandle::destroyForcibly);
            within(TIME_TO_DIE, () -> !serves(server));
        }
    }

    private static boolean within(Duration time, BooleanSupplier holds) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a PostgreSQL server stops", e);
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }
}
