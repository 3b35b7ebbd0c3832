package io.quickbooking.console.testing;

import io.quickbooking.testing.DebianProgram;
import java.nio.file.Path;

/** Debian's Chromium and its driver. */
final class Chromium {
    private static final String[] PACKAGES = {"chromium", "chromium-driver", "fonts-dejavu-core"};

    static final Path BROWSER = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private Chromium() {}

    /** @throws IllegalStateException with what to do, when it is missing and cannot be installed */
    static void require() {
        DebianProgram.require(BROWSER.toString(), PACKAGES);
        DebianProgram.require(DRIVER.toString(), PACKAGES);
    }
}
