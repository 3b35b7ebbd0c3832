package io.quickbooking.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Programs that tests need of Debian; installed where they are missing and that is possible. */
public final class DebianProgram {
    private static final Path APT = Path.of("/usr/bin/apt-get");
    /** Keeps a package from starting its service: the tests start what they need. */
    private static final Path NO_SERVICES = Path.of("/usr/sbin/policy-rc.d");

    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "quick-booking-apt.lock");

    private DebianProgram() {}

    /**
     * @param program where the package puts it
     * @param packages that bring it
     * @return the program
     * @throws IllegalStateException with what to do, when it is missing and cannot be installed
     */
    public static synchronized Path require(String program, String... packages) {
        Path path = Path.of(program);
        if (Files.isExecutable(path)) {
            return path;
        }
        if (!Files.isExecutable(APT) || !"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException(
                    "This test needs %s; on Debian: apt-get install %s".formatted(program, String.join(" ", packages)));
        }
        // One after another, also when tests run in several processes.
        try (FileChannel file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            if (!Files.isExecutable(path)) {
                install(packages);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException("apt-get has not brought " + program);
        }
        return path;
    }

    private static void install(String... packages) {
        boolean mayStartServices = Files.notExists(NO_SERVICES);
        try {
            if (mayStartServices) {
                Files.writeString(NO_SERVICES, "#!/bin/sh\nexit 101\n");
                run(List.of("chmod", "755", NO_SERVICES.toString()));
            }
            run(List.of(APT.toString(), "update", "-q"));
            List<String> command =
                    new ArrayList<>(List.of(APT.toString(), "install", "-y", "-q", "--no-install-recommends"));
            command.addAll(List.of(packages));
            run(command);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            if (mayStartServices) {
                NO_SERVICES.toFile().delete();
            }
        }
    }

    private static void run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
