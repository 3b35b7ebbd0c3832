package io.quickbooking.core.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the system is, each question by itself, because one may have no answer while the others do. A statement that takes
 * longer than two seconds is ended.
 */
public final class SystemHealth {
    /** Bookings whose time is longer past are not looked at again. */
    private static final Duration AUDITED_PAST = Duration.ofHours(24);

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final Duration LATELY = Duration.ofHours(24);
    private static final Duration AUDIT_KEPT = Duration.ofMinutes(5);
    private static final int MOST = 10_001;

    private final SystemHealthMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Cache<Set<UUID>, Audit> audits =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /** @param transactions without retries, so that a slow answer is not asked for again */
    public SystemHealth(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(SystemHealthMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns when the database has answered.
     *
     * @throws RuntimeException when it does not within three seconds, the wait for a connection included
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

    /** Whether the database takes anything, as anybody who writes to it finds it. */
    public Writes writes() {
        return ask(now -> {
            SystemHealthMapper.WritesRow row = mapper.writes();
            return row.standby() ? Writes.STANDBY : row.readOnly() ? Writes.READ_ONLY : Writes.TAKEN;
        });
    }

    /** What of the numbers of rows is in disorder. */
    public Numbers numbers() {
        return ask(now -> new Numbers(mapper.identitiesBehind(), mapper.subscriptions()));
    }

    /** The newest migration that was applied. */
    public String migration() {
        return ask(now -> mapper.migration(Migrations.HISTORY_TABLE));
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

    /** Messages that failed in the last 24 hours or wait because of an error, by Meta's code. */
    public List<ErrorCount> errors(Collection<UUID> salons) {
        return ask(now -> mapper.errors(ids(salons), now.minus(LATELY)));
    }

    /** Taps and texts of the last 24 hours that were too many, counted up to 10,001. */
    public int limited(Collection<UUID> salons) {
        return ask(now -> mapper.limited(ids(salons), now.minus(LATELY), MOST));
    }

    /**
     * Whether the salons' bookings are what they are promised to be. As that takes reading all of them, it is done anew
     * when the last time is more than five minutes ago.
     */
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

    private <T> T ask(Function<Instant, T> question) {
        return transactions.run(() -> {
            mapper.hurry();
            return question.apply(clock.instant());
        });
    }

    private static String[] ids(Collection<UUID> salons) {
        return salons.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Whether a database can be written to. */
    public enum Writes {
        TAKEN,
        /** It follows another server, and cannot be written to. */
        STANDBY,
        /** It, or the role, has been set so that nothing is written. */
        READ_ONLY
    }

    /**
     * @param behind tables that have rows with the numbers that come next
     * @param subscriptions by which another database writes to the tables as well
     */
    public record Numbers(List<String> behind, List<String> subscriptions) {}

    /** @param skew how far the database's clock is ahead of this node's */
    public record DatabaseFacts(String version, long sizeBytes, Instant now, Duration skew) {}

    /**
     * @param overlaps how many bookings overlap the one before them at the same master, from the day before on; anything
     *     but 0 is a defect
     * @param counterDrift by how much the salons' counters differ from their bookings, taken together
     * @param at when it was looked at
     */
    public record Audit(long overlaps, long counterDrift, Instant at) {}

    /** @param waiting counted up to 10,001, which means more than 10,000 */
    public record Queue(
            int waiting, @Nullable Instant oldest, @Nullable Duration age) {}

    /** @param waiting they are tried again; false: they failed for good */
    public record ErrorCount(@Nullable Integer code, boolean waiting, long count) {}
}
