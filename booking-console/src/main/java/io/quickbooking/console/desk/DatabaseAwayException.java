package io.quickbooking.console.desk;

/** The database does not answer, and nothing is known that would do without it. */
public final class DatabaseAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseAwayException() {
        super("the database does not answer");
    }
}
