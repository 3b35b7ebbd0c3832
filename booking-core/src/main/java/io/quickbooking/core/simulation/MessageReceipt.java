package io.quickbooking.core.simulation;

/** How far a reply gets on the simulated phone. */
public enum MessageReceipt {
    /** The phone is off. */
    SENT,
    /** Nobody looks at it. */
    DELIVERED,
    READ
}
