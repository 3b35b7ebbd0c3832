package io.quickbooking.core.admin.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.MigrationSet;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of the system. Each question has its own query, because one may fail while the others succeed. The server
 * ends a statement that takes longer than two seconds.
 */
public final class SystemHealth {
    /** Bookings that ended longer ago are not checked again. */
    private static final Duration AUDITED_PAST = Duration.ofHours(24);

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final Duration LATELY = Duration.ofHours(24);
    private static final Duration AUDIT_KEPT = Duration.ofMinutes(5);
    private static final int MOST = 10_001;

    private static final Duration TABLES_COMPARED = Duration.ofDays(731);
    private static final Duration TABLES_STEP = Duration.ofDays(15);
    /** Names that are not zones of the IANA database and whose sign PostgreSQL reads the other way round. */
    private static final Pattern OFFSET = Pattern.compile("(UTC|GMT|UT)?[+-]");

    private final SystemHealthMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Cache<Set<UUID>, Audit> audits =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /** @param transactions without retries, so that a slow query is not repeated */
    public SystemHealth(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(SystemHealthMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns when the database has answered.
     *
     * @throws RuntimeException if it does not within three seconds, including the wait for a connection
     */
    public void requireAnswer() {
        TimeLimit.within(ANSWERS_WITHIN, () -> transactions.run(mapper::answer));
    }

    public DatabaseFacts database() {
        return ask(now -> {
            Instant before = clock.instant();
            SystemHealthMapper.DatabaseRow facts = mapper.database();
            Instant middle =
                    before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            return new DatabaseFacts(
                    facts.version(), facts.sizeBytes(), facts.now(), Duration.between(middle, facts.now()));
        });
    }

    /** Returns whether the database accepts writes. */
    public Writes writes() {
        return ask(now -> {
            SystemHealthMapper.WritesRow row = mapper.writes();
            return row.standby() ? Writes.STANDBY : row.readOnly() ? Writes.READ_ONLY : Writes.TAKEN;
        });
    }

    /** Returns problems with generated row numbers. */
    public Numbers numbers() {
        return ask(now -> new Numbers(mapper.identitiesBehind(), mapper.subscriptions()));
    }

    /** Returns the newest applied migration of the library. */
    public String migration() {
        return ask(now -> mapper.migration(MigrationSet.LIBRARY.historyTable()));
    }

    public int liveSessions(Collection<UUID> salons) {
        return ask(now -> mapper.liveSessions(ids(salons), now, MOST));
    }

    public Queue inbox(Collection<UUID> salons) {
        return ask(now -> mapper.inbox(ids(salons), MOST).asOf(now));
    }

    public Queue outbox(Collection<UUID> salons) {
        return ask(now -> mapper.outbox(ids(salons), MOST).asOf(now));
    }

    /** Returns messages that failed in the last 24 hours or wait because of an error, by Meta's code. */
    public List<ErrorCount> errors(Collection<UUID> salons) {
        return ask(now -> mapper.errors(ids(salons), now.minus(LATELY)));
    }

    /** Returns the number of taps and texts over the rate limit in the last 24 hours, counted up to 10,001. */
    public int limited(Collection<UUID> salons) {
        return ask(now -> mapper.limited(ids(salons), now.minus(LATELY), MOST));
    }

    /** Checks guarantees for the salons' bookings. This reads all of them, so a result is cached for five minutes. */
    public Audit audit(Collection<UUID> salons) {
        Set<UUID> key = Set.copyOf(salons);
        Audit last = audits.getIfPresent(key);
        if (last != null && clock.instant().isBefore(last.at().plus(AUDIT_KEPT))) {
            return last;
        }
        Audit audit = ask(now -> new Audit(
                mapper.overlaps(ids(salons), now.minus(AUDITED_PAST)), mapper.counterDrift(ids(salons)), now));
        audits.put(key, audit);
        return audit;
    }

    /**
     * Returns the number of future visits booked at another time than their customers were notified of, by the present clock.
     */
    public long disagreeing(Collection<UUID> salons) {
        return ask(now -> mapper.disagreeing(ids(salons), now.minus(AUDITED_PAST)));
    }

    /** Compares the database's zone tables with Java's for the salons' zones, for two years from now on. */
    public ZoneTables zoneTables(Collection<UUID> salons) {
        return ask(now -> {
            List<SystemHealthMapper.Moment> moments = mapper.zones(ids(salons)).stream()
                    .filter(zone -> !OFFSET.matcher(zone).lookingAt())
                    .filter(ZoneId.getAvailableZoneIds()::contains)
                    .flatMap(zone -> moments(zone, now))
                    .toList();
            return new ZoneTables(
                    ZoneRulesProvider.getVersions("UTC").lastEntry().getKey(),
                    mapper.database().version(),
                    mapper.differing(JsonRows.of(moments)));
        });
    }

    /** Returns moments around each change that Java knows, and twice a month, for changes that it does not know. */
    private static Stream<SystemHealthMapper.Moment> moments(String zone, Instant now) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        Instant until = now.plus(TABLES_COMPARED);
        Stream<Instant> changes = Stream.iterate(
                        rules.nextTransition(now),
                        change -> change != null && change.getInstant().isBefore(until),
                        change -> rules.nextTransition(change.getInstant()))
                .map(ZoneOffsetTransition::getInstant)
                .flatMap(change -> Stream.of(change.minusSeconds(1), change));
        Stream<Instant> regular = Stream.iterate(now, at -> at.isBefore(until), at -> at.plus(TABLES_STEP));
        return Stream.concat(changes, regular)
                .map(at -> new SystemHealthMapper.Moment(
                        zone, at.toString(), rules.getOffset(at).getTotalSeconds()));
    }

    private <T> T ask(Function<Instant, T> question) {
        return transactions.run(() -> {
            mapper.setStatementTimeout();
            return question.apply(clock.instant());
        });
    }

    private static String[] ids(Collection<UUID> salons) {
        return salons.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Write access to a database. */
    public enum Writes {
        TAKEN,
        /** It follows another server, and cannot be written to. */
        STANDBY,
        /** The database, or the role, is configured as read-only. */
        READ_ONLY
    }

    /**
     * Problems with generated row numbers.
     *
     * @param behind tables with rows at or above the next generated number
     * @param subscriptions through which another database also writes to the tables
     */
    public record Numbers(List<String> behind, List<String> subscriptions) {}

    /**
     * A comparison of zone tables.
     *
     * @param java version of the tables by which all times are shown, offered and booked
     * @param database version of the server; it does not report the version of its tables
     */
    public record ZoneTables(String java, String database, List<ZoneDifference> differing) {}

    /**
     * A difference.
     *
     * @param known false if the database has no such zone
     */
    public record ZoneDifference(String zone, Instant since, boolean known) {}

    /**
     * Facts about the database.
     *
     * @param skew how far the database's clock is ahead of this node's
     */
    public record DatabaseFacts(String version, long sizeBytes, Instant now, Duration skew) {}

    /**
     * The result of the check.
     *
     * @param overlaps bookings that overlap the previous one of the same master, from the day before on; any value but 0 is a
     *     defect
     * @param counterDrift total difference between the salons' counters and their bookings
     * @param at when it was checked
     */
    public record Audit(long overlaps, long counterDrift, Instant at) {}

    /**
     * A queue.
     *
     * @param waiting counted up to 10,001, which means more than 10,000
     */
    public record Queue(
            int waiting, @Nullable Instant oldest, @Nullable Duration age) {}

    /**
     * Messages with the same error.
     *
     * @param waiting whether they are retried; false if they failed permanently
     */
    public record ErrorCount(@Nullable Integer code, boolean waiting, long count) {}
}
