package io.quickbooking.core.simulation;

/** The state that a reply reaches on the simulated phone. */
public enum MessageReceipt {
    /** The phone is off. */
    SENT,
    /** The message has not been read. */
    DELIVERED,
    READ
}
