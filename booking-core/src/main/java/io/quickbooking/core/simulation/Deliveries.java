package io.quickbooking.core.simulation;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.simulation.SimulationMapper.StepRow;
import io.quickbooking.core.webhook.WebhookPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the webhooks that WhatsApp would deliver, and passes them to the code that handles webhooks after their signature is
 * verified.
 */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final int MAX_TITLE = 100;
    private static final int MAX_TEXT = 4096;
    private static final int MAX_ERROR = 500;
    /** "Message undeliverable", WhatsApp's error for a recipient whom it cannot reach. */
    private static final int UNDELIVERABLE = 131026;

    private final SimulationMapper mapper;
    private final Transactions transactions;
    private final SimulationParts parts;
    private final Duration sessionLifetime;
    private final InstantSource clock;

    Deliveries(
            Mappers mappers,
            Transactions transactions,
            SimulationParts parts,
            Duration sessionLifetime,
            InstantSource clock) {
        this.mapper = mappers.get(SimulationMapper.class);
        this.transactions = transactions;
        this.parts = parts;
        this.sessionLifetime = sessionLifetime;
        this.clock = clock;
    }

    StepRow write(SimulationRun run, Salon salon, PhoneTap tap) {
        String title = ReceivedText.cut(ReceivedText.printable(tap.title()), MAX_TITLE);
        String messageId = newMessageId();
        String answersTo = tap.replyId() == null ? null : "wamid.SIM-OUT-" + tap.replyId();
        String body = webhook(run, salon)
                .tap(messageId, ReceivedText.printable(tap.buttonId()), title, tap.row(), answersTo, sentAt(run));
        return write(run, SimulationStep.Kind.TAP, messageId, body, title);
    }

    StepRow write(SimulationRun run, Salon salon, String text) {
        String words = ReceivedText.cut(ReceivedText.storable(text), MAX_TEXT);
        String messageId = newMessageId();
        return write(
                run,
                SimulationStep.Kind.TEXT,
                messageId,
                webhook(run, salon).text(messageId, words, sentAt(run)),
                words);
    }

    private StepRow write(SimulationRun run, SimulationStep.Kind kind, String messageId, String body, String words) {
        Instant now = clock.instant();
        boolean late = run.faults().contains(Fault.LATE);
        long id = transactions.run(() -> {
            mapper.used(run.id(), now);
            return mapper.addStep(run.id(), kind, messageId, body, words, late, now);
        });
        return new StepRow(id, kind, messageId, body, words, late, now, null, null, null, null, null, null);
    }

    private static SimulatedWebhook webhook(SimulationRun run, Salon salon) {
        return new SimulatedWebhook(salon, run.identity(), run.name());
    }

    private static String newMessageId() {
        return "wamid.SIM-IN-" + UUID.randomUUID();
    }

    private Instant sentAt(SimulationRun run) {
        Instant now = clock.instant();
        return run.faults().contains(Fault.LATE) ? now.minus(sessionLifetime).minusSeconds(60) : now;
    }

    /** Returns the steps that are held back, the oldest first. */
    List<StepRow> held(SimulationRun run) {
        return transactions.run(() -> mapper.held(run.id()));
    }

    void deliver(SimulationRun run, Salon salon, StepRow step) {
        deliverOnce(run, salon, step);
        if (run.faults().contains(Fault.TWICE)) {
            Instant now = clock.instant();
            long id = transactions.run(() -> mapper.addStep(
                    run.id(),
                    SimulationStep.Kind.REPEAT,
                    step.messageId(),
                    step.body(),
                    step.words(),
                    step.late(),
                    now));
            deliverOnce(
                    run,
                    salon,
                    new StepRow(
                            id,
                            SimulationStep.Kind.REPEAT,
                            step.messageId(),
                            step.body(),
                            step.words(),
                            step.late(),
                            now,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        }
        finish(run);
    }

    private void deliverOnce(SimulationRun run, Salon salon, StepRow step) {
        String before = state(run);
        Instant receivedAt = clock.instant();
        long started = System.nanoTime();
        String outcome = null;
        String error = null;
        try {
            outcome = handle(run, salon, step, receivedAt);
        } catch (RuntimeException failure) {
            try (LogContext ignored = LogContext.ofMessage(step.messageId())) {
                log.warn("Simulated message {} not handled", step.messageId(), failure);
            }
            error = ReceivedText.cut(ReceivedText.storable(failure.toString()), MAX_ERROR);
        }
        long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started);
        String decided = outcome;
        String failed = error;
        transactions.runVoid(() -> mapper.delivered(step.id(), receivedAt, took, decided, failed, before, state(run)));
    }

    /** @return the outcome of a tap or a text; null for messages that are only stored */
    private @Nullable String handle(SimulationRun run, Salon salon, StepRow step, Instant receivedAt) {
        String outcome = null;
        byte[] body = Objects.requireNonNull(step.body()).getBytes(StandardCharsets.UTF_8);
        for (InboundMessage message : WebhookPayload.parse(body, receivedAt).messages()) {
            if (message.isAnswerable()) {
                Tap tap = new Tap(salon.id(), Realm.SIMULATED, message, null, receivedAt);
                outcome = parts.handler().handle(tap).outcome().code();
            } else {
                transactions.runVoid(() -> {
                    parts.inbox().store(salon.id(), Realm.SIMULATED, List.of(message), receivedAt, null);
                    parts.customers().heard(salon.id(), Realm.SIMULATED, Map.of(run.identity(), message.sentAt()));
                });
            }
        }
        return outcome;
    }

    /** Reports in WhatsApp's place how far the replies got. */
    private void finish(SimulationRun run) {
        Instant now = clock.instant();
        boolean refused = run.faults().contains(Fault.REFUSED);
        transactions.runVoid(() -> mapper.unsent(run.salonId(), run.userId()).forEach(id -> {
            if (refused) {
                mapper.refuse(id, UNDELIVERABLE, "Message undeliverable", now);
            } else {
                mapper.accept(id, run.receipt(), now);
            }
        }));
    }

    private @Nullable String state(SimulationRun run) {
        return transactions.run(() -> mapper.state(run.salonId(), run.userId()).orElse(null));
    }
}
