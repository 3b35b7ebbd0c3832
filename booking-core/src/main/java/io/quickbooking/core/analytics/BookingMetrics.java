package io.quickbooking.core.analytics;

import io.quickbooking.core.analytics.Conflict.Next;
import io.quickbooking.core.analytics.Conflict.Winner;
import io.quickbooking.core.analytics.ConflictsQuery.Position;
import io.quickbooking.core.analytics.MetricsMapper.AttemptRow;
import io.quickbooking.core.analytics.MetricsMapper.ConfirmTimesRow;
import io.quickbooking.core.analytics.MetricsMapper.ConflictRow;
import io.quickbooking.core.analytics.MetricsMapper.LatencyRow;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.MetricsReport.Contested;
import io.quickbooking.core.analytics.MetricsReport.Point;
import io.quickbooking.core.catalog.WallOffset;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes the metrics of a salon, from the ledger of taps and the journal of sessions; {@code docs/metrics.md} has the
 * definitions. Simulated taps never count; a redelivered tap has one row in the ledger and so counts once.
 */
public final class BookingMetrics {
    /** No booking is farther ahead. */
    private static final Duration FAR_AHEAD = Duration.ofDays(12 * 366);

    private final MetricsMapper metrics;
    private final ConflictsMapper conflicts;
    private final Transactions transactions;
    private final Duration sessionLifetime;
    private final InstantSource clock;

    /** @param sessionLifetime how long a customer may still be choosing after losing a slot */
    public BookingMetrics(Mappers mappers, Transactions transactions, Duration sessionLifetime, InstantSource clock) {
        this.metrics = mappers.get(MetricsMapper.class);
        this.conflicts = mappers.get(ConflictsMapper.class);
        this.transactions = transactions;
        this.sessionLifetime = sessionLifetime;
        this.clock = clock;
    }

    /** Returns the metrics of a period, of the period before, and by day or hour. */
    public MetricsReport report(MetricsQuery query) {
        return transactions.read(() -> {
            Collected collected = new Collected(query);
            String starts = collected.starts();
            metrics.taps(query, starts, sessionLifetime.toSeconds())
                    .forEach(row -> collected.add(
                            row.point(),
                            Tally.NONE.withTaps(row.selections(), row.cards(), row.confirmations(), row.booked())));
            metrics.conflicts(
                            query,
                            starts,
                            offsets(
                                    query.zone(),
                                    query.before().from(),
                                    query.period().until()))
                    .forEach(collected::add);
            metrics.sessions(query, starts, clock.instant())
                    .forEach(row -> collected.add(
                            row.point(),
                            Tally.NONE.withSessions(
                                    row.sessions(),
                                    row.expired(),
                                    new TimeToConfirm(row.booked(), Duration.ofMillis(row.millis())))));
            collected.confirmTimes = metrics.confirmTimes(query);
            return collected.report();
        });
    }

    /** Returns how quickly the taps of a period were answered, and how many attempts the database needed. */
    public Answers answers(UUID salonId, Period period) {
        return transactions.read(() -> {
            LatencyRow latency = metrics.latency(salonId, period);
            List<AttemptRow> rows = metrics.attempts(salonId, period);
            Map<Integer, Long> attempts =
                    rows.stream().collect(Collectors.toMap(AttemptRow::attempts, AttemptRow::taps));
            long all =
                    rows.stream().mapToLong(row -> row.attempts() * row.taps()).sum();
            // The last attempt of a tap succeeded, unless the tap was given up.
            long failed = rows.stream()
                    .mapToLong(row -> (row.attempts() - 1) * row.taps() + row.givenUp())
                    .sum();
            return new Answers(
                    latency.sent(),
                    millis(latency.average()),
                    millis(latency.p50()),
                    millis(latency.p95()),
                    millis(latency.p99()),
                    new TreeMap<>(attempts),
                    new Share(failed, all));
        });
    }

    /** Returns the totals of all salons, in one statement. */
    public SystemTotals systemTotals(Period period) {
        return transactions.read(() -> {
            MetricsMapper.SystemTotalsRow row = metrics.systemTotals(period, sessionLifetime.toSeconds());
            return new SystemTotals(
                    new Share(row.booked(), row.confirmations()),
                    new Share(row.expired(), row.sessions()),
                    row.sent(),
                    row.sent() == 0 ? Duration.ZERO : Duration.ofMillis(row.millis() / row.sent()),
                    new Share(row.failedAttempts(), row.attempts()));
        });
    }

    /**
     * Returns a page of the taps whose slot was taken by another customer, newest first.
     *
     * @param limit how many at most
     */
    public List<Conflict> conflicts(ConflictsQuery query, int limit) {
        Instant now = clock.instant();
        return transactions
                .read(() -> conflicts.list(
                        query,
                        offsets(
                                query.zone(),
                                query.period().from(),
                                query.period().until()),
                        limit,
                        now,
                        now.minus(sessionLifetime)))
                .stream()
                .map(BookingMetrics::conflict)
                .toList();
    }

    /** Returns the offsets for all times that taps of a period may be about. */
    private static String offsets(ZoneId zone, Instant from, Instant until) {
        return JsonRows.of(WallOffset.between(zone, from, until.plus(FAR_AHEAD)));
    }

    private static Conflict conflict(ConflictsMapper.Row row) {
        return new Conflict(
                new Position(row.decidedAt(), row.id()),
                row.atConfirmation(),
                row.slotStart(),
                row.service(),
                row.master(),
                row.loserId(),
                row.loserName(),
                row.loserPhone(),
                row.sessionId(),
                winner(row),
                row.heldIn(),
                row.losers(),
                row.alternatives() == null
                        ? List.of()
                        : row.alternatives().lines().toList(),
                row.nextCode() != null ? Next.BOOKED_ANOTHER : row.choosing() ? Next.CHOOSING : Next.LEFT,
                row.nextCode());
    }

    private static @Nullable Winner winner(ConflictsMapper.Row row) {
        if (row.winnerCode() == null || row.wonAt() == null) {
            return null;
        }
        Duration ahead = Duration.between(row.wonAt(), row.decidedAt());
        return new Winner(row.winnerCode(), row.winnerName(), ahead.isNegative() ? Duration.ZERO : ahead);
    }

    private static Duration millis(@Nullable Long millis) {
        return millis == null ? Duration.ZERO : Duration.ofMillis(millis);
    }

    private record Hour(int weekday, int hour) {}

    /** Collects the rows of several statements for a report. */
    private static final class Collected {
        private final List<Instant> starts = new ArrayList<>();
        /** The tally of the period before, followed by the points of the series. */
        private final List<Tally> tallies = new ArrayList<>(List.of(Tally.NONE));

        private final Map<Hour, Long> contested = new HashMap<>();
        private ConfirmTimesRow confirmTimes = new ConfirmTimesRow(0, null, null);

        Collected(MetricsQuery query) {
            ZonedDateTime start = query.period().from().atZone(query.zone());
            while (start.toInstant().isBefore(query.period().until())) {
                starts.add(start.toInstant());
                tallies.add(Tally.NONE);
                start = query.step() == Step.DAY
                        ? start.toLocalDate().plusDays(1).atStartOfDay(query.zone())
                        : start.plusHours(1);
            }
        }

        String starts() {
            return starts.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}"));
        }

        void add(int point, Tally tally) {
            tallies.set(point, tallies.get(point).plus(tally));
        }

        void add(ConflictRow row) {
            add(row.point(), Tally.NONE.withConflicts(row.conflicts()));
            if (row.point() > 0) {
                contested.merge(new Hour(row.weekday(), row.hour()), row.conflicts(), Long::sum);
            }
        }

        MetricsReport report() {
            List<Point> series = new ArrayList<>();
            Tally current = Tally.NONE;
            for (int i = 0; i < starts.size(); i++) {
                series.add(new Point(starts.get(i), tallies.get(i + 1)));
                current = current.plus(tallies.get(i + 1));
            }
            return new MetricsReport(
                    current,
                    tallies.get(0),
                    millis(confirmTimes.p50()),
                    millis(confirmTimes.p95()),
                    series,
                    contested.entrySet().stream()
                            .map(cell -> new Contested(
                                    cell.getKey().weekday(), cell.getKey().hour(), cell.getValue()))
                            .sorted(Comparator.comparing(Contested::weekday).thenComparing(Contested::hour))
                            .toList());
        }
    }
}
