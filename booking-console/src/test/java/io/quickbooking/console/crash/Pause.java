package io.quickbooking.console.crash;

import java.util.concurrent.TimeUnit;

/** Time that passes on purpose: the moment of a kill is to be a random one. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
