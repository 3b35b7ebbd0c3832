package io.quickbooking.console.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's Chromium and its driver; installed where they are missing and that is possible. */
final class Chromium {
    static final Path BROWSER = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final Path APT = Path.of("/usr/bin/apt-get");

    private Chromium() {}

    /** @throws IllegalStateException with what to do, when it is missing and cannot be installed */
    static synchronized void require() {
        if (isThere()) {
            return;
        }
        if (!Files.isExecutable(APT) || !"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException("The browser tests need " + BROWSER + " and " + DRIVER
                    + "; on Debian: apt-get install chromium chromium-driver");
        }
        run(List.of(APT.toString(), "update", "-q"));
        run(List.of(
                APT.toString(),
                "install",
                "-y",
                "-q",
                "--no-install-recommends",
                "chromium",
                "chromium-driver",
                "fonts-dejavu-core"));
        if (!isThere()) {
            throw new IllegalStateException("apt-get has not brought " + BROWSER + " and " + DRIVER);
        }
    }

    private static boolean isThere() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
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
