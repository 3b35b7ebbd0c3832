package io.quickbooking.core.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Recognizes the constraint of the database that rejected a statement. */
public final class ConstraintViolation {
    private ConstraintViolation() {}

    /** Returns whether the failure comes from this constraint; searches the causes. */
    public static boolean isOf(String constraint, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof PSQLException refusal
                    && refusal.getServerErrorMessage() != null
                    && constraint.equals(refusal.getServerErrorMessage().getConstraint())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
