package io.quickbooking.core.admin.settings;

/**
 * An operator's decision about the future visits of a salon whose time zone changes.
 *
 * @param tellCustomers whether customers whose visit gets another wall time are notified, if WhatsApp allows it; with {@link
 *     Keep#WALL_TIMES} no visit does
 * @param token of the {@link ZoneQuestion} that was answered; empty for none
 */
public record ZoneChoice(Keep keep, boolean tellCustomers, String token) {
    /** The choice if there was no question. */
    public static final ZoneChoice NONE = new ZoneChoice(Keep.WALL_TIMES, false, "");

    /** The part of a visit that remains unchanged. */
    public enum Keep {
        /** The wall times that customers were notified of: a visit at 15:00 takes place when the new clock shows 15:00. */
        WALL_TIMES,
        /** The moments, for a zone that was wrong from the beginning: the new clock shows another time at them. */
        MOMENTS
    }
}
