package io.quickbooking.console.database;

import io.quickbooking.console.startup.StartupException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** PostgreSQL refuses to run as root. The embedded one is then started in a user namespace, where root is nobody. */
final class RootUser {
    private RootUser() {}

    static void requireUnshare() {
        if (System.getProperty("user.name").equals("root") && !canUnshare()) {
            throw new StartupException(
                    "PostgreSQL does not run as root, and 'unshare --user', which helps, is missing or not permitted",
                    "Start as an ordinary user, or set DATABASE_URL");
        }
    }

    private static boolean canUnshare() {
        try {
            Process process = new ProcessBuilder("unshare", "--user", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
