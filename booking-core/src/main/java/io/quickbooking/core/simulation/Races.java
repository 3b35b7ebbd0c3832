package io.quickbooking.core.simulation;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.core.simulation.RaceReport.Race;
import io.quickbooking.core.simulation.RaceReport.RoundCounts;
import io.quickbooking.core.simulation.RaceReport.State;
import io.quickbooking.core.simulation.RaceStart.Busy;
import io.quickbooking.core.simulation.RaceStart.SlotNotFree;
import io.quickbooking.core.simulation.RaceStart.Started;
import io.quickbooking.core.simulation.RaceTrack.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Races of simulated customers for one slot, which demonstrate that nothing is booked twice. A race runs in the background, one
 * at a time on a node; its results are in the database, so that every node can show them.
 */
public final class Races implements AutoCloseable {
    /** How long results are retained. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(Races.class);
    /** Well above the duration of a round. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int MAX_ERROR = 500;

    private final RaceMapper mapper;
    private final SimulatedRows rows;
    private final RaceTrack track;
    private final SimulationParts parts;
    private final Transactions transactions;
    private final Catalog catalog;
    private final AuditLog audit;
    private final Signals signals;
    private final int connections;
    private final InstantSource clock;
    private final AtomicReference<Optional<UUID>> running = new AtomicReference<>(Optional.empty());
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "races");
        thread.setDaemon(true);
        return thread;
    });

    /** @param connections how many of the pool's a race may use at a time; the rest is for real customers */
    public Races(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            AvailabilityService availability,
            ButtonParserService buttons,
            SimulationParts parts,
            AuditLog audit,
            Signals signals,
            int connections,
            InstantSource clock) {
        this.mapper = mappers.get(RaceMapper.class);
        this.rows = new SimulatedRows(mappers, parts.bookings());
        this.track = new RaceTrack(availability, buttons, transactions);
        this.parts = parts;
        this.transactions = transactions;
        this.catalog = catalog;
        this.audit = audit;
        this.signals = signals;
        this.connections = connections;
        this.clock = clock;
    }

    /** Starts a race in the background, if possible. */
    public RaceStart start(RaceSettings race, String username) {
        transactions.requireNone("A race");
        UUID id = UUID.randomUUID();
        Optional<UUID> other = running.compareAndExchange(Optional.empty(), Optional.of(id));
        if (other.isPresent()) {
            return new Busy(other.get());
        }
        boolean started = false;
        try {
            Salon salon = catalog.byId(race.salonId()).orElseThrow();
            List<Lane> lanes = track.lanes(race, salon, clock.instant());
            if (lanes.isEmpty()) {
                return new SlotNotFree();
            }
            write(id, race, lanes.get(0), username);
            background.execute(() -> run(id, race, salon, lanes));
            started = true;
            changed(race.salonId());
            return new Started(id);
        } finally {
            if (!started) {
                running.set(Optional.empty());
            }
        }
    }

    private void write(UUID id, RaceSettings race, Lane lane, String username) {
        transactions.runVoid(() -> {
            mapper.insert(
                    id,
                    race,
                    race.spread().toMillis(),
                    username,
                    lane.slot().master().id(),
                    lane.slot().service().id(),
                    lane.slot().from(),
                    clock.instant());
            audit.add(
                    username,
                    AuditedAct.RACE_STARTED,
                    race.salonId(),
                    id.toString(),
                    Map.of("taps", Integer.toString(race.taps()), "rounds", Integer.toString(race.rounds())));
        });
    }

    private void run(UUID id, RaceSettings race, Salon salon, List<Lane> lanes) {
        List<String> userIds = userIds(id, race.taps());
        State end = State.DONE;
        String error = null;
        try (RaceRunner runner = new RaceRunner(parts.handler(), salon, race, lanes, userIds, connections, clock)) {
            for (int round = 1; round <= race.rounds(); round++) {
                transactions.runVoid(() -> mapper.beat(id, clock.instant()));
                keep(id, round, race, runner.run(round), userIds);
                changed(race.salonId());
            }
        } catch (InterruptedException stopped) {
            end = State.INTERRUPTED;
        } catch (RuntimeException failure) {
            log.warn("Race {} failed; its simulated rows are removed", id, failure);
            end = State.FAILED;
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            error = ReceivedText.cut(ReceivedText.storable(String.valueOf(cause.getMessage())), MAX_ERROR);
        }
        finish(id, race.salonId(), userIds, end, error);
    }

    private void keep(UUID id, int number, RaceSettings race, RaceRunner.Round round, List<String> userIds) {
        transactions.runVoid(() -> {
            List<RaceTap> taps = withRedeliveries(round, race.salonId());
            int doubleBookings = mapper.doubleBookings(race.salonId(), userIds.toArray(String[]::new));
            mapper.addRound(id, number, counts(taps, doubleBookings));
            mapper.addTaps(id, JsonRows.of(taps.stream().map(Races::row).toList()));
            rows.remove(race.salonId(), userIds);
        });
    }

    /**
     * Marks repeated deliveries: of several deliveries of one message only one took effect; the others got its answer again.
     */
    private List<RaceTap> withRedeliveries(RaceRunner.Round round, UUID salonId) {
        String messageId = round.messageId();
        if (messageId == null) {
            return round.taps();
        }
        Instant effective = mapper.tookEffect(salonId, messageId).orElse(Instant.MIN);
        int winner = IntStream.range(0, round.taps().size())
                .filter(i -> !round.taps().get(i).isError())
                .filter(i ->
                        round.receivedAt().get(i).truncatedTo(ChronoUnit.MICROS).equals(effective))
                .findFirst()
                .orElse(-1);
        List<RaceTap> taps = new ArrayList<>();
        for (int i = 0; i < round.taps().size(); i++) {
            RaceTap tap = round.taps().get(i);
            taps.add(i == winner || tap.isError() ? tap : redelivered(tap));
        }
        return taps;
    }

    private static RaceTap redelivered(RaceTap tap) {
        return new RaceTap(
                tap.round(),
                tap.arrival(),
                tap.customer(),
                tap.slotStart(),
                tap.tappedAt(),
                tap.offset(),
                tap.took(),
                RaceTap.REDELIVERED,
                null);
    }

    private static RaceCounts counts(List<RaceTap> taps, int doubleBookings) {
        int booked = count(taps, RaceTap::isBooked);
        int offered = count(taps, RaceTap::isOffered);
        int repeated = count(taps, RaceTap::isRepeated);
        int errors = count(taps, RaceTap::isError);
        int other = taps.size() - booked - offered - repeated - errors;
        return new RaceCounts(booked, offered, repeated, other, errors, doubleBookings);
    }

    private static int count(List<RaceTap> taps, Predicate<RaceTap> which) {
        return (int) taps.stream().filter(which).count();
    }

    private static RaceMapper.TapRow row(RaceTap tap) {
        String error = tap.error() == null ? null : ReceivedText.cut(ReceivedText.storable(tap.error()), MAX_ERROR);
        return new RaceMapper.TapRow(
                tap.round(),
                tap.arrival(),
                tap.customer(),
                tap.slotStart(),
                tap.tappedAt(),
                TimeUnit.NANOSECONDS.toMicros(tap.offset().toNanos()),
                TimeUnit.NANOSECONDS.toMicros(tap.took().toNanos()),
                tap.outcome(),
                error);
    }

    private void finish(UUID id, UUID salonId, List<String> userIds, State end, @Nullable String error) {
        // An interrupted thread cannot wait for the database.
        Thread.interrupted();
        try {
            transactions.runVoid(() -> {
                rows.remove(salonId, userIds);
                mapper.end(id, end, error, clock.instant());
            });
        } catch (RuntimeException failure) {
            log.warn("End of race {} not persisted; a later sweep marks it as interrupted", id, failure);
        } finally {
            running.set(Optional.empty());
            changed(salonId);
        }
    }

    private static List<String> userIds(UUID raceId, int taps) {
        String race = raceId.toString().replace("-", "");
        return IntStream.rangeClosed(1, taps)
                .mapToObj(i -> "US.RACE" + race + "." + i)
                .toList();
    }

    /**
     * Finds a race.
     *
     * @param round the round whose taps to show; the first if there is no such round
     */
    public Optional<RaceReport> find(UUID id, int round) {
        return transactions.run(() -> mapper.find(id, silentSince()).map(race -> {
            List<RoundCounts> rounds = mapper.rounds(id).stream()
                    .map(row -> new RoundCounts(
                            row.round(),
                            new RaceCounts(
                                    row.booked(),
                                    row.offered(),
                                    row.repeated(),
                                    row.other(),
                                    row.errors(),
                                    row.doubleBookings())))
                    .toList();
            int shown = rounds.isEmpty() ? 0 : round >= 1 && round <= rounds.size() ? round : 1;
            List<RaceTap> taps = shown == 0
                    ? List.of()
                    : mapper.taps(id, shown).stream().map(Races::tap).toList();
            return new RaceReport(race, total(rounds), rounds, shown, taps);
        }));
    }

    private static RaceTap tap(RaceMapper.TapRow row) {
        return new RaceTap(
                row.round(),
                row.arrival(),
                row.customer(),
                row.startTs(),
                row.tappedAt(),
                Duration.of(row.offsetMicros(), ChronoUnit.MICROS),
                Duration.of(row.tookMicros(), ChronoUnit.MICROS),
                row.outcome(),
                row.error());
    }

    private static RaceCounts total(List<RoundCounts> rounds) {
        return rounds.stream().map(RoundCounts::counts).reduce(new RaceCounts(0, 0, 0, 0, 0, 0), RaceCounts::plus);
    }

    /** Returns the races of a salon, the latest first. */
    public List<Race> latest(UUID salonId, int limit) {
        return transactions.run(() -> mapper.latest(salonId, limit, silentSince()));
    }

    /** Ends races whose node has died, removes their rows, and deletes results that are older than {@link #KEPT}. */
    public void sweep() {
        transactions.runVoid(() -> {
            Instant now = clock.instant();
            for (RaceMapper.LostRow lost : mapper.lost(silentSince())) {
                rows.remove(lost.salonId(), userIds(lost.id(), lost.taps()));
                mapper.end(lost.id(), State.INTERRUPTED, null, now);
            }
            mapper.deleteOld(now.minus(KEPT));
        });
    }

    private Instant silentSince() {
        return clock.instant().minus(SILENCE);
    }

    private void changed(UUID salonId) {
        signals.publish(salonId, Topic.SIMULATION);
    }

    /** Stops the current race, and waits up to five seconds until its rows are removed. */
    @Override
    public void close() throws InterruptedException {
        background.shutdownNow();
        background.awaitTermination(5, TimeUnit.SECONDS);
    }
}
