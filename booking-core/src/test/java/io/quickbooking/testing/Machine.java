package io.quickbooking.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What something was measured on, for reports. */
public final class Machine {
    private Machine() {}

    /** Such as: 2 processor cores (AMD EPYC), 23 GB memory, Linux, Java 17. */
    public static String description() throws IOException {
        return "%d processor cores (%s), %d GB memory, %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        gigabytes(),
                        System.getProperty("os.name"),
                        Runtime.version().feature());
    }

    /** How many were at work or waited for a processor, on average of the last minute. */
    public static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ")[0] : "unknown";
    }

    private static String processor() throws IOException {
        return fromProc("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch"));
    }

    private static long gigabytes() throws IOException {
        return fromProc("/proc/meminfo", "MemTotal")
                .map(kilobytes -> Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1024 / 1024)
                .orElse(0L);
    }

    private static Optional<String> fromProc(String file, String key) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return Optional.empty();
        }
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
