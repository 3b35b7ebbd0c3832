package io.quickbooking.core.message;

/**
 * A button that leads on from a message, so that no customer is left with nothing to tap.
 *
 * @param id comes back when the button is tapped
 */
public record Way(String id, To to) {
    /** Where it leads, as its title says. */
    public enum To {
        MORE_TIMES("button.moreTimes"),
        BOOKINGS("button.myBookings"),
        BOOKING("button.book"),
        CANCELLATION("button.cancelBooking");

        private final String key;

        To(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }
}
