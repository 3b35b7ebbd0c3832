package io.quickbooking.console.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How much of the processor the application, PostgreSQL and who drives them use; from Linux's /proc. */
final class Cpu {
    private static final double TICKS_A_SECOND = 100;
    // Counted from what follows the name in /proc/<pid>/stat.
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_CHILDREN_USER = 13;
    private static final int ENDED_CHILDREN_SYSTEM = 14;

    private final long application;
    private final ProcessHandle postmaster;
    private long begin;
    private Cores used = new Cores(0, 0, 0);

    Cpu(ProcessHandle application, long postmaster) {
        this.application = application.pid();
        this.postmaster = ProcessHandle.of(postmaster).orElseThrow();
    }

    /** Processors kept busy: 2 is two of them, all the time. */
    record Cores(double application, double postgres, double driver) {}

    void begin() {
        begin = System.nanoTime();
        used = used();
    }

    Cores end() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        Cores now = used();
        return new Cores(
                (now.application - used.application) / seconds,
                (now.postgres - used.postgres) / seconds,
                (now.driver - used.driver) / seconds);
    }

    private Cores used() {
        long[] servers = LongStream.concat(
                        LongStream.of(postmaster.pid()),
                        postmaster.descendants().mapToLong(ProcessHandle::pid))
                .toArray();
        return new Cores(
                seconds(application, USER, SYSTEM),
                seconds(postmaster.pid(), ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM)
                        + LongStream.of(servers)
                                .mapToDouble(server -> seconds(server, USER, SYSTEM))
                                .sum(),
                seconds(ProcessHandle.current().pid(), USER, SYSTEM));
    }

    private static double seconds(long pid, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields)
                            .flatMapToInt(java.util.Arrays::stream)
                            .mapToLong(field -> Long.parseLong(values[field]))
                            .sum()
                    / TICKS_A_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }
}
