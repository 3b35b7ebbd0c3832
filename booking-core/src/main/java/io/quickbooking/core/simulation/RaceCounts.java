package io.quickbooking.core.simulation;

/**
 * Outcomes of the taps of a race; they add up to all taps.
 *
 * @param offered lost the slot and were offered others
 * @param repeated got the answer of an earlier tap again
 * @param other anything else, such as a session that had ended
 * @param errors got no answer
 * @param doubleBookings pairs of bookings that overlap, counted in the table of bookings
 */
public record RaceCounts(int booked, int offered, int repeated, int other, int errors, int doubleBookings) {
    RaceCounts plus(RaceCounts more) {
        return new RaceCounts(
                booked + more.booked,
                offered + more.offered,
                repeated + more.repeated,
                other + more.other,
                errors + more.errors,
                doubleBookings + more.doubleBookings);
    }
}
