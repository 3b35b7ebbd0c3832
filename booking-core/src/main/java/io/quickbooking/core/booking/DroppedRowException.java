package io.quickbooking.core.booking;

/** The database wrote no row for a booking ten times in a row, although its time, its code and its token were free. */
public final class DroppedRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DroppedRowException() {
        super(
                "the database dropped the row of a booking, although no row conflicts with it: look for a trigger on the table"
                        + " bookings that is not the library's, such as BEFORE INSERT .. RETURN NULL");
    }
}
