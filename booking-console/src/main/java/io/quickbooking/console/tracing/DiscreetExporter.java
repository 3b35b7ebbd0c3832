package io.quickbooking.console.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Lets out of a span only what is known to name nobody. Spring's span of a request has its path, which anybody may type, and
 * the messages of exceptions, which quote what they were given.
 */
final class DiscreetExporter implements SpanExporter {
    private static final String OURS = "quickbooking.";
    /** Of {@code http.server.requests}; the URI is the pattern and not the path, the exception is the name of its class. */
    private static final Set<String> HARMLESS = Set.of("method", "uri", "status", "outcome", "exception");

    private final SpanExporter exporter;

    DiscreetExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return exporter.export(spans.stream().<SpanData>map(DiscreetSpan::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private static final class DiscreetSpan extends DelegatingSpanData {
        private final Attributes attributes;

        DiscreetSpan(SpanData span) {
            super(span);
            attributes = span.getAttributes().toBuilder()
                    .removeIf(DiscreetSpan::mayNameSomebody)
                    .build();
        }

        private static boolean mayNameSomebody(AttributeKey<?> key) {
            return !HARMLESS.contains(key.getKey()) && !key.getKey().startsWith(OURS);
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public List<LinkData> getLinks() {
            return List.of();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
