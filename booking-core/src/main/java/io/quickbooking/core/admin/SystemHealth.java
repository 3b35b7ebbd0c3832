package io.quickbooking.core.admin;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
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

    private static final Duration LATELY = Duration.ofHours(24);
    private static final int MOST = 10_001;

    private final SystemHealthMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;

    /** @param transactions without retries, so that a slow answer is not asked for again */
    public SystemHealth(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(SystemHealthMapper.class);
        this.transactions = transactions;
        this.clock = clock;
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

    /** How many bookings overlap the one before them at the same master, from yesterday on. Anything but 0 is a defect. */
    public long overlaps(Collection<UUID> salons) {
        return ask(now -> mapper.overlaps(ids(salons), now.minus(AUDITED_PAST)));
    }

    /** By how much the salons' counters differ from their bookings, taken together. */
    public long counterDrift(Collection<UUID> salons) {
        return ask(now -> mapper.counterDrift(ids(salons)));
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

    /** @param skew how far the database's clock is ahead of this node's */
    public record DatabaseFacts(String version, long sizeBytes, Instant now, Duration skew) {}

    /** @param waiting counted up to 10,001, which means more than 10,000 */
    public record Queue(
            int waiting, @Nullable Instant oldest, @Nullable Duration age) {}

    /** @param waiting they are tried again; false: they failed for good */
    public record ErrorCount(@Nullable Integer code, boolean waiting, long count) {}
}
