package io.quickbooking.core.database;

import org.jspecify.annotations.Nullable;

/** Ends the start: with the beans or versions of this application, the library cannot keep its guarantees. */
public final class UnsuitableHostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param problem in one line: the problem and its remedy */
    public UnsuitableHostException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
