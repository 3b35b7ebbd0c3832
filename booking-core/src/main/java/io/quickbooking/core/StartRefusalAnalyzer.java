package io.quickbooking.core;

import io.quickbooking.core.database.UnsuitableHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Reports to a host in one line why the library does not start, instead of a stack trace. */
final class StartRefusalAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsuitableHostException || cause instanceof InvalidPropertyException) {
                return new FailureAnalysis("Quick Booking cannot start: " + cause.getMessage() + ".", null, cause);
            }
        }
        return null;
    }
}
