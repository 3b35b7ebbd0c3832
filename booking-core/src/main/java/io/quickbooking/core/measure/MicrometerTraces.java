package io.quickbooking.core.measure;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces by a Micrometer tracer.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 */
public final class MicrometerTraces implements Traces {
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String PREFIX = "quickbooking.";

    private final Tracer tracer;

    public MicrometerTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Step begin(String name) {
        return new Entered(tracer.nextSpan().name(name).start());
    }

    @Override
    public Step resume(String name, @Nullable String carried) {
        return new Entered(after(carried).name(name).start());
    }

    @Override
    public Step request(String name, @Nullable String carried) {
        return new Entered(after(carried).name(name).kind(Span.Kind.CLIENT).start());
    }

    private Span.Builder after(@Nullable String carried) {
        Matcher parts = TRACEPARENT.matcher(carried == null ? "" : carried);
        if (!parts.matches()) {
            return tracer.spanBuilder().setNoParent();
        }
        boolean sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
        return tracer.spanBuilder()
                .setParent(tracer.traceContextBuilder()
                        .traceId(parts.group(1))
                        .spanId(parts.group(2))
                        .sampled(sampled)
                        .build());
    }

    @Override
    public @Nullable String here() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        TraceContext context = span.context();
        String traceparent = "00-" + context.traceId() + "-" + context.spanId() + "-"
                + (Boolean.TRUE.equals(context.sampled()) ? "01" : "00");
        // A tracer without effect, or with another format of ids, has none that other systems would accept.
        return TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }

    private final class Entered implements Step {
        private final Span span;
        private final Tracer.SpanInScope scope;

        Entered(Span span) {
            this.span = span;
            scope = tracer.withSpan(span);
        }

        @Override
        public Step tell(String what, @Nullable Object value) {
            if (value != null) {
                span.tag(PREFIX + what, value.toString());
            }
            return this;
        }

        @Override
        public void failed(Throwable failure) {
            tell("failure", failure.getClass().getSimpleName());
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
