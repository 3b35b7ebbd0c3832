package io.quickbooking.core.database;

/** A database that the library does not start on. The message says what is wrong and what to do, in one line. */
public final class UnfitDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;

    UnfitDatabaseException(String problem, String action) {
        super(problem + ". " + action);
        this.problem = problem;
        this.action = action;
    }

    /** What is wrong, without a full stop. */
    public String problem() {
        return problem;
    }

    /** What to do about it, without a full stop. */
    public String action() {
        return action;
    }
}
