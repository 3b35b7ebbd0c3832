package io.quickbooking.core.admin.lookup;

/**
 * How many there are, counted no further than anybody needs to know.
 *
 * @param more whether there are more than {@code count}
 */
public record CappedCount(long count, boolean more) {
    /** The largest that is told exactly. */
    public static final int MAX = 10_000;

    /** @param counted at most one more than {@link #MAX} */
    static CappedCount of(long counted) {
        return new CappedCount(Math.min(counted, MAX), counted > MAX);
    }
}
