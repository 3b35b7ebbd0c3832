package io.quickbooking.core.measure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Records measurements in a Micrometer registry; {@code docs/observability.md} lists the meters. */
public final class MeterMeasures implements Measures {
    private static final Duration[] WORK = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000);
    private static final Duration[] PEOPLE = millis(5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 900_000);
    /** Settings allow more attempts; these share one tag value. */
    private static final int MOST_ATTEMPTS = 10;

    private final MeterProvider<Counter> taps;
    private final MeterProvider<Timer> tapTimes;
    private final Counter goodAttempts;
    private final Counter failedAttempts;
    private final Counter sessionsStarted;
    private final MeterProvider<Counter> sessionsEnded;
    private final Timer timesToConfirm;
    private final MeterProvider<Timer> answers;
    private final MeterProvider<Timer> deliveries;
    private final MeterProvider<Timer> transactions;

    public MeterMeasures(MeterRegistry registry) {
        taps = Counter.builder("quickbooking.taps")
                .description("Taps and texts decided")
                .withRegistry(registry);
        tapTimes = timer("quickbooking.tap.duration", "From a tap's arrival to its commit", WORK)
                .withRegistry(registry);
        Counter.Builder attempts =
                Counter.builder("quickbooking.tap.attempts").description("Attempts on the database, of taps");
        goodAttempts = attempts.tag("result", "ok").register(registry);
        failedAttempts = Counter.builder("quickbooking.tap.attempts")
                .description("Attempts on the database, of taps")
                .tag("result", "failed")
                .register(registry);
        sessionsStarted = Counter.builder("quickbooking.sessions.started")
                .description("Sessions that came to a card")
                .register(registry);
        sessionsEnded = Counter.builder("quickbooking.sessions.ended")
                .description("Sessions with a card that ended")
                .withRegistry(registry);
        timesToConfirm = timer("quickbooking.confirm.time", "From a selection to its booking", PEOPLE)
                .register(registry);
        answers = timer("quickbooking.answer.duration", "From a tap's arrival to WhatsApp's taking the answer", WORK)
                .withRegistry(registry);
        deliveries = timer("quickbooking.deliveries", "Messages handed to WhatsApp", WORK)
                .withRegistry(registry);
        transactions = timer("quickbooking.transactions", "Transactions, each attempt by itself", WORK)
                .withRegistry(registry);
        registerFirstMeters();
    }

    /**
     * Registers the meters that alerts divide by before their first count: a counter that begins at its first count shows no
     * increase.
     */
    private void registerFirstMeters() {
        taps.withTags(tap("booking_confirmation", "booked"));
        taps.withTags(tap("slot_selection", "card_shown"));
        List.of("booked", "lost", "expired").forEach(how -> sessionsEnded.withTag("how", how));
        for (Delivery result : Delivery.values()) {
            deliveries.withTag("result", code(result));
        }
    }

    private static Timer.Builder timer(String name, String description, Duration... buckets) {
        return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
    }

    private static Duration[] millis(long... millis) {
        Duration[] durations = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }

    private static Tags tap(String kind, String outcome) {
        return Tags.of("kind", kind, "outcome", outcome);
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Returns zero for a negative duration, which a clock that was set back causes. */
    private static Duration nonNegative(Duration took) {
        return took.isNegative() ? Duration.ZERO : took;
    }

    @Override
    public void tap(String kind, String outcome, int attempts, int failed, Duration took) {
        taps.withTags(tap(kind, outcome)).increment();
        tapTimes.withTag("kind", kind).record(nonNegative(took));
        goodAttempts.increment((double) attempts - failed);
        failedAttempts.increment(failed);
    }

    @Override
    public void sessionStarted() {
        sessionsStarted.increment();
    }

    @Override
    public void sessionsEnded(String how, int count) {
        sessionsEnded.withTag("how", how).increment(count);
    }

    @Override
    public void confirmed(Duration sinceSelection) {
        timesToConfirm.record(nonNegative(sinceSelection));
    }

    @Override
    public void answered(String outcome, Duration took) {
        answers.withTag("outcome", outcome).record(nonNegative(took));
    }

    @Override
    public void delivery(Delivery result, Duration took) {
        deliveries.withTag("result", code(result)).record(took);
    }

    @Override
    public void transaction(int attempt, TransactionEnd end, Duration took) {
        transactions
                .withTags(Tags.of("attempt", String.valueOf(Math.min(attempt, MOST_ATTEMPTS)), "result", code(end)))
                .record(took);
    }
}
