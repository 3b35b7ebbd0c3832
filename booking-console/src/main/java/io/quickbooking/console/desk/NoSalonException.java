package io.quickbooking.console.desk;

/** The operator has no salon to look at: none is listed for them, or there is none yet. */
public final class NoSalonException extends RuntimeException {
    NoSalonException() {
        super("no salon to look at");
    }
}
