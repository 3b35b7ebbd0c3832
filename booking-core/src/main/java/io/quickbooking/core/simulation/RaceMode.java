package io.quickbooking.core.simulation;

/** Who fights over what. */
public enum RaceMode {
    /** Different customers confirm the same slot. */
    SAME_SLOT,
    /** Different customers confirm slots that overlap the chosen one. */
    OVERLAPPING,
    /** One customer confirms again and again, each time with a message of its own. */
    ONE_CUSTOMER,
    /** WhatsApp delivers one confirmation again and again. */
    ONE_DELIVERY;

    /** Whether all taps are one customer's. */
    boolean isAlone() {
        return this == ONE_CUSTOMER || this == ONE_DELIVERY;
    }
}
