package io.quickbooking.core.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Exposes the last results of the {@link Watch} to a Micrometer registry; not a number while they are too old. */
public final class WatchMeters implements MeterBinder {
    private final Watch watch;

    public WatchMeters(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "quickbooking.sessions.live", "Live sessions", Readings::liveSessions);
        gauge(registry, "quickbooking.outbox.messages", "Messages waiting to be sent", Readings::outboxWaiting);
        // Where nothing is sent, waiting is not a problem, and must not look like one.
        gauge(
                registry,
                "quickbooking.outbox.age.seconds",
                "How long the oldest message has waited",
                readings -> watch.sends() ? readings.outboxAge() : Double.NaN);
        gauge(registry, "quickbooking.inbox.messages", "Taps and texts waiting to be handled", Readings::inboxWaiting);
        gauge(registry, "quickbooking.inbox.age.seconds", "How long the oldest tap has waited", Readings::inboxAge);
        gauge(
                registry,
                "quickbooking.audit.findings",
                "Kinds of things that the last audit found wrong",
                Readings::auditFindings);
        gauge(
                registry,
                "quickbooking.clock.difference.seconds",
                "Between this node's clock and the database's",
                Readings::clockDifference);
        Gauge.builder(
                        "quickbooking.readings.age.seconds",
                        watch,
                        seen -> seen.age().toMillis() / 1000.0)
                .description("Since the database last told the gauges how things are")
                .register(registry);
        for (AlarmKind kind : AlarmKind.values()) {
            Gauge.builder("quickbooking.alarm", watch, seen -> rings(seen, kind))
                    .description("1 while the product itself gives this alarm")
                    .tag("alarm", kind.code())
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Readings> value) {
        Gauge.builder(
                        name,
                        watch,
                        seen -> seen.readings().map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    private static double rings(Watch watch, AlarmKind kind) {
        return watch.alarms().stream().anyMatch(alarm -> alarm.kind() == kind) ? 1 : 0;
    }
}
