package io.quickbooking.core.analytics;

import org.jspecify.annotations.Nullable;

/** The metrics that are shares; {@code docs/metrics.md} has their definitions. */
public enum Rate {
    /** Selections answered with a card, among all selections. */
    SELECTION_SUCCESS(0.95, true, null),
    /** Bookings made, among all confirmations. */
    CONFIRMATION_SUCCESS(0.98, true, 0.95),
    /** Expired sessions, among all that were started. */
    SESSION_EXPIRATION(0.05, false, 0.10),
    /** Taps whose slot was taken by another customer, for each selection. */
    SLOT_CONFLICTS(0.02, false, null);

    private final double target;
    private final boolean moreIsBetter;
    private final @Nullable Double alert;

    Rate(double target, boolean moreIsBetter, @Nullable Double alert) {
        this.target = target;
        this.moreIsBetter = moreIsBetter;
        this.alert = alert;
    }

    /** Returns the target: the value should be above it when more is better, else below it. */
    public double target() {
        return target;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** Returns the limit of the alarm; null: there is no alarm. */
    public @Nullable Double alert() {
        return alert;
    }

    public boolean isMet(Share share) {
        return moreIsBetter ? share.value() > target : share.value() < target;
    }

    /** Returns whether the share is beyond the limit of the alarm; never with too few samples. */
    public boolean alarms(Share share) {
        return alert != null && share.isEnough() && (moreIsBetter ? share.value() < alert : share.value() > alert);
    }
}
