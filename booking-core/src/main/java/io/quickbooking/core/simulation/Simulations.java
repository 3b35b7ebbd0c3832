package io.quickbooking.core.simulation;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.core.simulation.Conversation.Bubble;
import io.quickbooking.core.simulation.Conversation.Own;
import io.quickbooking.core.simulation.Conversation.Reply;
import io.quickbooking.core.simulation.SimulationMapper.ReplyRow;
import io.quickbooking.core.simulation.SimulationMapper.RunRow;
import io.quickbooking.core.simulation.SimulationMapper.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Customers who are played by staff. Their messages have WhatsApp's format and take the usual path, in the simulated realm:
 * they see real bookings, real customers do not see theirs, nothing is sent and nothing is counted.
 */
public final class Simulations {
    /** How long an unused run is retained. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final int SWEPT_AT_A_TIME = 50;
    private static final int SHOWN = 200;
    private static final int PHONES = 100_000;
    private static final int TRIES = 20;

    private final SimulationMapper mapper;
    private final SimulatedRows rows;
    private final Deliveries deliveries;
    private final FirstOffer firstOffer;
    private final Transactions transactions;
    private final Catalog catalog;
    private final Customers customers;
    private final Sessions sessions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Signals signals;
    private final InstantSource clock;

    public Simulations(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            Sessions sessions,
            Outbox outbox,
            SimulationParts parts,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        this.mapper = mappers.get(SimulationMapper.class);
        this.rows = new SimulatedRows(mappers, parts.bookings());
        this.deliveries = new Deliveries(mappers, transactions, parts, sessions.lifetime(), clock);
        this.firstOffer = new FirstOffer(parts.offers(), parts.messages());
        this.transactions = transactions;
        this.catalog = catalog;
        this.customers = parts.customers();
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Starts a run; the customer finds the next free times on the phone.
     *
     * @throws IllegalArgumentException if there is no such salon or service
     */
    public SimulationRun start(NewSimulation wanted, String username) {
        transactions.requireNone("The simulator");
        Salon salon = salon(wanted.salonId());
        if (salon.service(wanted.serviceId().toString()).isEmpty()) {
            throw new IllegalArgumentException("there is no service " + wanted.serviceId());
        }
        SimulationRun run = transactions.run(() -> {
            SimulationRun written = write(wanted, username);
            audit.add(
                    username,
                    AuditedAct.SIMULATION_STARTED,
                    salon.id(),
                    written.id().toString(),
                    Map.of());
            return written;
        });
        greet(run, salon);
        changed(run);
        return run;
    }

    private SimulationRun write(NewSimulation wanted, String username) {
        UUID id = UUID.randomUUID();
        String userId = "US.SIM" + id.toString().replace("-", "");
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String phone = wanted.phone() ? fictionalPhone() : null;
            if (mapper.insert(id, wanted, username, phone, userId, clock.instant()) == 1) {
                return mapper.find(id).orElseThrow().run();
            }
        }
        throw new IllegalStateException("no unused fictional phone number found");
    }

    /** Returns a random number {@code +1 555 01x xxxx}, a range that is never assigned. */
    private static String fictionalPhone() {
        return "155501" + String.format("%05d", ThreadLocalRandom.current().nextInt(PHONES));
    }

    public Optional<SimulationRun> find(UUID id) {
        return transactions.run(() -> mapper.find(id)).map(RunRow::run);
    }

    /**
     * Returns the runs of a salon, the last used first.
     *
     * @param before the last one of the previous page; null for the first page
     */
    public List<SimulationRun> page(UUID salonId, @Nullable UUID before, int limit) {
        return transactions.run(() -> mapper.page(salonId, before, limit)).stream()
                .map(RunRow::run)
                .toList();
    }

    /** Taps a button of the newest message or of an old one, as the customer. */
    public void tap(SimulationRun run, PhoneTap tap) {
        deliver(run, salon -> deliveries.write(run, salon, tap));
    }

    /** Sends a text as the customer. */
    public void write(SimulationRun run, String text) {
        deliver(run, salon -> deliveries.write(run, salon, text));
    }

    private void deliver(SimulationRun run, Function<Salon, StepRow> message) {
        transactions.requireNone("The simulator");
        Salon salon = salon(run.salonId());
        StepRow step = message.apply(salon);
        List<StepRow> held = deliveries.held(run);
        boolean holdBack = run.faults().contains(Fault.OUT_OF_ORDER) && held.size() == 1;
        if (!holdBack) {
            deliveries.deliver(run, salon, step);
            held.stream()
                    .filter(other -> other.id() != step.id())
                    .forEach(other -> deliveries.deliver(run, salon, other));
        }
        changed(run);
    }

    /** Sets the faults from now on; messages that were held back are delivered when the faults no longer include that. */
    public void set(SimulationRun run, Set<Fault> faults, MessageReceipt receipt) {
        transactions.requireNone("The simulator");
        transactions.runVoid(() -> mapper.set(run.id(), Fault.stored(faults), receipt, clock.instant()));
        if (!faults.contains(Fault.OUT_OF_ORDER)) {
            Salon salon = salon(run.salonId());
            SimulationRun set = find(run.id()).orElse(run);
            deliveries.held(run).forEach(step -> deliveries.deliver(set, salon, step));
        }
        changed(run);
    }

    /**
     * Lets the customer's session expire.
     *
     * @return false if there is none
     */
    public boolean runOut(SimulationRun run) {
        Optional<Customer> ended = transactions.run(() -> {
            Instant now = clock.instant();
            Optional<String> before = mapper.state(run.salonId(), run.userId());
            Customer customer = customers.lock(run.salonId(), Realm.SIMULATED, run.identity(), run.name(), now);
            if (!sessions.runOut(customer, now)) {
                return Optional.empty();
            }
            rows.releaseHolds(customer);
            customers.save(customer.withoutSession(), now, now);
            long step = mapper.addStep(run.id(), SimulationStep.Kind.CLOCK, null, null, "", false, now);
            mapper.delivered(
                    step,
                    null,
                    null,
                    null,
                    null,
                    before.orElse(null),
                    mapper.state(run.salonId(), run.userId()).orElse(null));
            mapper.used(run.id(), now);
            return Optional.of(customer);
        });
        ended.ifPresent(customer -> transactions.afterCommit(() -> sessions.forget(customer)));
        changed(run);
        return ended.isPresent();
    }

    /** Restarts a run: removes all rows of the customer, and offers the next free times again. */
    public void reset(SimulationRun run, String username) {
        transactions.requireNone("The simulator");
        transactions.runVoid(() -> {
            rows.remove(run.salonId(), List.of(run.userId()));
            mapper.deleteSteps(run.id());
            mapper.used(run.id(), clock.instant());
            audit.add(
                    username,
                    AuditedAct.SIMULATION_RESET,
                    run.salonId(),
                    run.id().toString(),
                    Map.of());
        });
        greet(run, salon(run.salonId()));
        changed(run);
    }

    /**
     * Removes runs that were not used for {@link #KEPT}, with all their rows.
     *
     * @return the number of removed runs
     */
    public int sweep() {
        Instant before = clock.instant().minus(KEPT);
        return transactions.run(() -> {
            List<RunRow> unused = mapper.unused(before, SWEPT_AT_A_TIME);
            for (RunRow run : unused) {
                rows.remove(run.salonId(), List.of(run.userId()));
                mapper.delete(run.id());
            }
            return unused.size();
        });
    }

    /** Returns the messages on the phone and the steps that led to them. */
    public Conversation conversation(SimulationRun run) {
        return transactions.run(() -> {
            List<SimulationStep> steps = mapper.steps(run.id(), SHOWN).stream()
                    .map(Simulations::step)
                    .toList();
            List<Bubble> bubbles = new ArrayList<>();
            steps.stream()
                    .filter(step -> step.kind() != SimulationStep.Kind.REPEAT)
                    .forEach(step -> bubbles.add(new Own(step)));
            mapper.replies(run.salonId(), run.userId(), SHOWN).forEach(reply -> bubbles.add(reply(reply)));
            // A tap and its answer may have the same time; the customer's messages are first in the list, and the
            // sort is stable.
            bubbles.sort(Comparator.comparing(Bubble::at));
            return new Conversation(run, bubbles, steps);
        });
    }

    private static SimulationStep step(StepRow row) {
        return new SimulationStep(
                row.id(),
                row.kind(),
                row.messageId(),
                row.body(),
                row.words(),
                row.late(),
                row.madeAt(),
                row.deliveredAt(),
                row.tookMicros() == null ? null : Duration.of(row.tookMicros(), ChronoUnit.MICROS),
                row.outcome(),
                row.error(),
                row.stateBefore(),
                row.stateAfter());
    }

    private static Reply reply(ReplyRow row) {
        Reply.Receipt receipt = Reply.Receipt.SENT;
        if (row.state().equals("FAILED")) {
            receipt = Reply.Receipt.FAILED;
        } else if (row.readAt() != null) {
            receipt = Reply.Receipt.READ;
        } else if (row.deliveredAt() != null) {
            receipt = Reply.Receipt.DELIVERED;
        }
        return new Reply(
                row.id(),
                row.answersTo(),
                PhoneMessageReader.read(row.payload()),
                row.payload(),
                receipt,
                row.errorCode(),
                row.error(),
                row.createdAt());
    }

    private void greet(SimulationRun run, Salon salon) {
        InteractiveMessage message = firstOffer.message(run, salon, clock.instant());
        transactions.runVoid(() -> {
            Instant now = clock.instant();
            Customer customer = customers.lock(salon.id(), Realm.SIMULATED, run.identity(), run.name(), now);
            // The customer counts as one who has written before; their next message may change the language.
            customers.save(customer.speaking(run.language()), now, now);
            long id = outbox.add(new OutboundMessage(
                    salon.id(), Realm.SIMULATED, customer.id(), null, null, null, "times_offered", message, now));
            mapper.accept(id, run.receipt(), now);
        });
    }

    private Salon salon(UUID id) {
        return catalog.byId(id).orElseThrow(() -> new IllegalArgumentException("there is no salon " + id));
    }

    private void changed(SimulationRun run) {
        signals.publish(run.salonId(), Topic.SIMULATION);
    }
}
