package io.quickbooking.core.session;

/** How far a customer has come on the way to a booking; what they were shown last. */
public enum Step {
    /** The next free times. */
    OFFER,
    SERVICE,
    MASTER,
    DAY,
    TIME,
    /** What is about to be booked. */
    CARD
}
