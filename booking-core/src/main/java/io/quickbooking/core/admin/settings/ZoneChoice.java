package io.quickbooking.core.admin.settings;

/**
 * An operator's decision about the visits ahead of a salon whose time zone changes.
 *
 * @param tellCustomers whether customers whose visit has another wall time are written to, where WhatsApp allows it; with
 *     {@link Keep#WALL_TIMES} nobody's has
 * @param token of the {@link ZoneQuestion} that was answered; empty: none was
 */
public record ZoneChoice(Keep keep, boolean tellCustomers, String token) {
    /** Where nobody was asked. */
    public static final ZoneChoice NONE = new ZoneChoice(Keep.WALL_TIMES, false, "");

    /** What stays as it was. */
    public enum Keep {
        /** What the customers were told: a visit at 15:00 takes place when the new clock shows 15:00. */
        WALL_TIMES,
        /** The moments, for a zone that was wrong in the first place: the new clock shows another time at them. */
        MOMENTS
    }
}
