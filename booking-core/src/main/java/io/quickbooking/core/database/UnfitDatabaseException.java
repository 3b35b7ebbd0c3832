package io.quickbooking.core.database;

/** Thrown when the library cannot start on a database. The message names the problem and the remedy in one line. */
public final class UnfitDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;

    UnfitDatabaseException(String problem, String action) {
        super(problem + ". " + action);
        this.problem = problem;
        this.action = action;
    }

    /** Returns the problem, without a full stop. */
    public String problem() {
        return problem;
    }

    /** Returns the remedy, without a full stop. */
    public String action() {
        return action;
    }
}
