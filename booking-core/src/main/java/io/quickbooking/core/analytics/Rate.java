package io.quickbooking.core.analytics;

import org.jspecify.annotations.Nullable;

/** The metrics that are a share of something; {@code docs/metrics.md} says what counts. */
public enum Rate {
    /** Selections answered with a card, of all selections. */
    SELECTION_SUCCESS(0.95, true, null),
    /** Bookings made, of all confirmations. */
    CONFIRMATION_SUCCESS(0.98, true, 0.95),
    /** Sessions that ran out, of all that were started. */
    SESSION_EXPIRATION(0.05, false, 0.10),
    /** Taps that found their slot taken by somebody else, for each selection. */
    SLOT_CONFLICTS(0.02, false, null);

    private final double target;
    private final boolean moreIsBetter;
    private final @Nullable Double alert;

    Rate(double target, boolean moreIsBetter, @Nullable Double alert) {
        this.target = target;
        this.moreIsBetter = moreIsBetter;
        this.alert = alert;
    }

    /** To be passed: above it when more is better, else below it. */
    public double target() {
        return target;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** From here on somebody should look; null: nothing to be woken for. */
    public @Nullable Double alert() {
        return alert;
    }

    public boolean isMet(Share share) {
        return moreIsBetter ? share.value() > target : share.value() < target;
    }

    /** Whether this is worth an alert; never with too few samples. */
    public boolean alarms(Share share) {
        return alert != null && share.isEnough() && (moreIsBetter ? share.value() < alert : share.value() > alert);
    }
}
