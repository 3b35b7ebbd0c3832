package io.quickbooking.console.startup;

import org.jspecify.annotations.Nullable;

/**
 * Something that whoever starts the application can put right. It ends the start with one line, "Quick Booking cannot
 * start: <i>what is wrong</i>. <i>What to do</i>.", and exit code 1; the cause is shown at log level DEBUG only.
 */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param problem what is wrong, without a full stop and without secrets
     * @param action what to do about it, without a full stop; empty: the problem says it all
     */
    public StartupException(String problem, String action, @Nullable Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    public StartupException(String problem, String action) {
        this(problem, action, null);
    }

    public StartupException(String problem) {
        this(problem, "", null);
    }

    public String action() {
        return action;
    }
}
