package io.quickbooking.core.session;

/** A customer's progress on the way to a booking: the step that was shown last. */
public enum Step {
    /** The next free times were offered. */
    OFFER,
    SERVICE,
    MASTER,
    DAY,
    TIME,
    /** The slot to confirm was shown. */
    CARD
}
