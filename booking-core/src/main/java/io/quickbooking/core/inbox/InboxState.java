package io.quickbooking.core.inbox;

/** Where a message stands. */
enum InboxState {
    /** Stored, and to be handled. */
    PENDING,
    /** Handled; its effect is in the database. */
    DONE,
    /** Not something the product answers. */
    IGNORED,
    /** Given up after several attempts; its sender was told. */
    FAILED
}
