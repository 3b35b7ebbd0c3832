package io.quickbooking.console.desk;

/** The operator has no salon to look at: none is listed for them, or there is none yet. */
public final class NoSalonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Desk desk;

    NoSalonException(Desk desk) {
        super("no salon to look at");
        this.desk = desk;
    }

    Desk desk() {
        return desk;
    }
}
