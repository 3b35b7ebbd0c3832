package io.quickbooking.core.database;

import org.jspecify.annotations.Nullable;

/** Ends the start: with what the application gives the library, the library cannot keep what it promises. */
public final class UnsuitableHostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param problem in one line: what is wrong, and what to do */
    public UnsuitableHostException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
