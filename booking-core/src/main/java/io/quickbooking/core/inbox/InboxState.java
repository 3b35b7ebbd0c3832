package io.quickbooking.core.inbox;

/** The state of a received message. */
enum InboxState {
    /** Stored, and not handled yet. */
    PENDING,
    /** Handled; its effect is in the database. */
    DONE,
    /** Not a message that the product answers. */
    IGNORED,
    /** Given up after several attempts; its sender was notified. */
    FAILED
}
