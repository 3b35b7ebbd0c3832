package io.quickbooking.core.booking;

/** The database rejected a booking that overlaps another. The transaction can only be rolled back. */
public final class OverlapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverlapException(Throwable cause) {
        super("the booking would overlap another", cause);
    }
}
