package io.quickbooking.core.simulation;

/** The participants of a race and what they compete for. */
public enum RaceMode {
    /** Different customers confirm the same slot. */
    SAME_SLOT,
    /** Different customers confirm slots that overlap the chosen one. */
    OVERLAPPING,
    /** One customer confirms repeatedly, each time with a new message. */
    ONE_CUSTOMER,
    /** WhatsApp delivers one confirmation repeatedly. */
    ONE_DELIVERY;

    /** Returns whether all taps are one customer's. */
    boolean isAlone() {
        return this == ONE_CUSTOMER || this == ONE_DELIVERY;
    }
}
