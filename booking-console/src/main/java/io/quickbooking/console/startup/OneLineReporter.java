package io.quickbooking.console.startup;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Reports a failed start in one line; {@code application.yml} silences Spring Boot's own report of several lines. */
final class OneLineReporter implements FailureAnalysisReporter {
    private static final Logger LOG = LoggerFactory.getLogger(OneLineReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        LOG.error("Quick Booking cannot start: {}", line(analysis));
        LOG.debug("Details of the failed start", analysis.getCause());
    }

    static String line(FailureAnalysis analysis) {
        return Stream.of(analysis.getDescription(), analysis.getAction())
                .map(OneLineReporter::sentence)
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String sentence(@Nullable String text) {
        String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() || line.endsWith(".") ? line : line + ".";
    }
}
