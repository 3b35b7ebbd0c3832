package io.quickbooking.core.admin.lookup;

/**
 * A count that ends at a maximum.
 *
 * @param more whether there are more than {@code count}
 */
public record CappedCount(long count, boolean more) {
    /** The largest exact count. */
    public static final int MAX = 10_000;

    /** @param counted at most {@link #MAX} + 1 */
    static CappedCount of(long counted) {
        return new CappedCount(Math.min(counted, MAX), counted > MAX);
    }
}
