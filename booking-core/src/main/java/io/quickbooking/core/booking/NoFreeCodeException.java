package io.quickbooking.core.booking;

/** Ten random booking codes in a row were taken. */
public final class NoFreeCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFreeCodeException() {
        super("no free booking code in " + BookingCode.MAX_TRIES + " tries");
    }
}
