package io.quickbooking.core.conversation;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteStat;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.Customer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many taps and texts of one customer are answered. The bucket is stored in the customer's row, which each
 * tap locks, reads and writes anyway: the limit applies across all nodes, costs no statement, and a tap that is rolled
 * back does not count. See docs/decisions/2026-11-22-rate-limit.md.
 */
public final class RateLimit {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Nodes of two releases read each other's buckets; raise this only after all of them can read the newer form. */
    private static final Version FORM = Versions.v_8_10_0;

    private final @Nullable BucketConfiguration allowance;

    private RateLimit(@Nullable BucketConfiguration allowance) {
        this.allowance = allowance;
    }

    /**
     * Creates a limit per minute.
     *
     * @param taps answered in a minute, all of which may come at once; 0: unlimited
     */
    public static RateLimit perMinute(int taps) {
        return taps == 0
                ? none()
                : new RateLimit(BucketConfiguration.builder()
                        .addLimit(limit -> limit.capacity(taps).refillGreedy(taps, PERIOD))
                        .build());
    }

    public static RateLimit none() {
        return new RateLimit(null);
    }

    /**
     * Counts a tap of a locked customer. A customer with no taps left stays limited until the bucket is full again: an
     * occasional answer in between would teach the customer to keep tapping.
     *
     * @param tappedAt by WhatsApp's clock: taps that waited and are handled together were not made together
     * @return the customer with the remaining taps; {@link Customer#limitedAt()} says whether this tap is over the
     *     limit
     */
    Customer count(Customer customer, Instant tappedAt, Instant now) {
        if (allowance == null || customer.realm() == Realm.SIMULATED) {
            return customer.limitedAt() == null ? customer : customer.allowed(null, null);
        }
        // A timestamp in the future would keep the bucket from being refilled until then.
        Instant at = tappedAt.isBefore(now) ? tappedAt : now;
        RemoteBucketState bucket = bucket(customer.tapBucket(), allowance, nanos(at));
        boolean limited = customer.limitedAt() == null
                ? bucket.getAvailableTokens() == 0
                : bucket.getAvailableTokens() < allowance.getBandwidths()[0].getCapacity();
        if (!limited) {
            bucket.consume(1);
        }
        Instant since = customer.limitedAt() == null ? now : customer.limitedAt();
        return customer.allowed(bytes(bucket), limited ? since : null);
    }

    private static RemoteBucketState bucket(byte @Nullable [] stored, BucketConfiguration allowance, long nanos) {
        if (stored == null) {
            return new RemoteBucketState(
                    BucketState.createInitialState(allowance, MathType.INTEGER_64_BITS, nanos),
                    new RemoteStat(0),
                    null);
        }
        RemoteBucketState bucket = new MutableBucketEntry(stored).get();
        bucket.refillAllBandwidth(nanos);
        if (!bucket.getConfiguration().equals(allowance)) {
            bucket.replaceConfiguration(allowance, TokensInheritanceStrategy.PROPORTIONALLY, nanos);
        }
        return bucket;
    }

    private static byte[] bytes(RemoteBucketState bucket) {
        MutableBucketEntry entry = new MutableBucketEntry((byte[]) null);
        entry.set(bucket);
        return entry.getStateBytes(FORM);
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
}
