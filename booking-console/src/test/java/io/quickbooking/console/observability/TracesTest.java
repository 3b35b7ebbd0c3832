package io.quickbooking.console.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.quickbooking.console.testing.CollectorStandIn;
import io.quickbooking.console.testing.CollectorStandIn.Span;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.GraphApiStandIn.Request;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.WebhookBodies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * One tap is one trace, from the webhook that one node takes in to the Graph API that another calls. Seen to fail when the inbox
 * or the outbox does not keep the trace, when the relay does not go on with it, when the filter of Spring Boot's configuration
 * lets tracing pass although it is off, and without {@code DiscreetExporter}: the path of an address is told.
 */
class TracesTest {
    private static final String BEN = "15550100124";
    private static final String WEBHOOK = "http post /webhooks/whatsapp";

    private final TestDatabase database = TestDatabase.create();
    private final GraphApiStandIn graph = GraphApiStandIn.start();
    private final CollectorStandIn collector = CollectorStandIn.start();
    private final List<Map<String, String>> booked = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> lines = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().startsWith("Booked ")) {
                booked.add(Map.copyOf(event.getMDCPropertyMap()));
            }
        }
    };

    @BeforeEach
    void listen() {
        lines.start();
    }

    @AfterEach
    void close() {
        root().detachAppender(lines);
        collector.close();
        graph.close();
        database.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private RunningConsole node(boolean traces, boolean sends) {
        Map<String, String> settings = new HashMap<>();
        if (traces) {
            settings.put("booking.tracing", "true");
            settings.put("management.opentelemetry.tracing.export.otlp.endpoint", collector.url());
            settings.put("management.opentelemetry.tracing.export.schedule-delay", "100ms");
        }
        if (sends) {
            settings.put("booking.whatsapp.access-token", "fictional-token");
            settings.put("booking.whatsapp.graph-url", graph.url().toString());
        }
        RunningConsole node = RunningConsole.on(database, settings);
        root().addAppender(lines);
        return node;
    }

    @Test
    void one_tap_is_one_trace_across_two_nodes_and_a_retry() {
        try (RunningConsole sending = node(true, true);
                RunningConsole receiving = node(true, false)) {
            String confirm =
                    receiving.tap("+" + WebhookBodies.ANA, slot(receiving)).button(0);
            graph.await(1, Duration.ofSeconds(20));
            graph.answerNext(1, GraphApiStandIn.error(400, 131000, "Oops"));
            assertThat(receiving
                            .deliver(WebhookBodies.tap(confirm)
                                    .named("Ana Quellmann")
                                    .bytes())
                            .status())
                    .isEqualTo(200);
            List<Request> requests = graph.await(3, Duration.ofSeconds(20));
            await().untilAsserted(() -> assertThat(collector.spans("send")).hasSize(3));

            Span request = only(collector.spans(WEBHOOK));
            List<Span> trace = collector.spans().stream()
                    .filter(span -> span.traceId().equals(request.traceId()))
                    .toList();
            assertThat(trace)
                    .extracting(Span::name)
                    .containsExactlyInAnyOrder(WEBHOOK, "webhook", "tap", "send", "send");
            Span webhook = only(named(trace, "webhook"));
            Span tap = only(named(trace, "tap"));
            List<Span> sendings = named(trace, "send");
            assertThat(request.kind()).isEqualTo(2);
            assertThat(webhook.parentId()).isEqualTo(request.spanId());
            assertThat(tap.parentId()).isEqualTo(webhook.spanId());
            String code = database.jdbc()
                    .sql("SELECT booking_code FROM bookings")
                    .query(String.class)
                    .single();
            assertThat(tap.told())
                    .containsEntry("quickbooking.kind", "booking_confirmation")
                    .containsEntry("quickbooking.outcome", "booked")
                    .containsEntry("quickbooking.booking", code);
            assertThat(sendings).allSatisfy(one -> {
                assertThat(one.parentId()).isEqualTo(tap.spanId());
                assertThat(one.kind()).isEqualTo(3);
            });
            assertThat(sendings)
                    .extracting(span -> span.told().get("quickbooking.attempt") + " "
                            + span.told().get("quickbooking.outcome"))
                    .containsExactlyInAnyOrder("1 retry_message", "2 accepted");
            assertThat(requests.subList(1, 3))
                    .extracting(TracesTest::traceparent)
                    .containsExactlyInAnyOrderElementsOf(sendings.stream()
                            .map(span -> "00-" + span.traceId() + "-" + span.spanId() + "-01")
                            .toList());
            assertThat(booked).extracting(context -> context.get("traceId")).containsOnly(request.traceId());
            assertThat(pattern(receiving)).contains("%X{traceId:-}");
        }
    }

    @Test
    void taps_that_are_kept_for_later_stay_in_the_trace_they_came_in_and_nobody_is_named() {
        try (RunningConsole console = node(true, true)) {
            assertThat(console.deliver(WebhookBodies.batch(
                                    WebhookBodies.text("geheimes Wort").named("Ana Quellmann"),
                                    WebhookBodies.tap(slot(console)).from(BEN).named("Ben Probe")))
                            .status())
                    .isEqualTo(200);
            assertThat(console.get("/nowhere/+" + BEN).status()).isEqualTo(404);
            await().untilAsserted(() -> {
                assertThat(collector.spans("send")).hasSize(2);
                assertThat(collector.spans("tap")).hasSize(2);
                assertThat(collector.spans())
                        .anyMatch(span -> "404".equals(span.told().get("status")));
            });
            Span webhook = only(collector.spans("webhook"));
            assertThat(collector.spans("tap"))
                    .allSatisfy(tap -> assertThat(tap.parentId()).isEqualTo(webhook.spanId()))
                    .extracting(tap -> tap.told().get("quickbooking.kind"))
                    .containsExactlyInAnyOrder("text", "slot_selection");
            assertThat(collector.spans("send")).extracting(Span::traceId).containsOnly(webhook.traceId());
            assertThat(collector.received())
                    .doesNotContain(WebhookBodies.ANA, BEN, "Ana", "Quellmann", "Probe", "geheim", "wamid", "Aurora");
        }
    }

    @Test
    void nothing_is_traced_where_nobody_asks_for_it() {
        try (RunningConsole console = node(false, true)) {
            console.tap("+" + WebhookBodies.ANA, slot(console));
            Request request = graph.await(1, Duration.ofSeconds(20)).get(0);
            assertThat(request.headers().keySet())
                    .noneMatch(header -> header.equalsIgnoreCase("traceparent") || header.equalsIgnoreCase("b3"));
            assertThat(database.count("outbound_messages WHERE trace IS NULL")).isOne();
            assertThat(database.count("inbound_messages WHERE trace IS NULL")).isOne();
            assertThat(console.bean(Traces.class)).isSameAs(Traces.NONE);
            assertThat(pattern(console)).isEqualTo("%replace([%X{wamid:-} %X{booking:-}]){'^\\[\\s*\\]$', ''} ");
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("SpanProcessor") || name.contains("Otlp")));
            assertThat(collector.spans()).isEmpty();
        }
    }

    private static String pattern(RunningConsole console) {
        return Objects.requireNonNull(console.bean(Environment.class).getProperty("logging.pattern.correlation"));
    }

    private static String traceparent(Request request) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("traceparent"))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse("");
    }

    private static String slot(RunningConsole console) {
        return console.getAsAdmin("/api/v1/slots?salon=aurora&limit=1")
                .json()
                .at("/slots/0/buttonId")
                .stringValue();
    }

    private static List<Span> named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private static Span only(List<Span> spans) {
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }
}
