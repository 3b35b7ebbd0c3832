package io.quickbooking.core.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Tells which constraint of the database refused a statement. */
public final class ConstraintViolation {
    private ConstraintViolation() {}

    /** Whether the failure comes from this constraint, found along the causes. */
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
