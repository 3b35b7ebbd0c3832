package io.quickbooking.core.message;

/**
 * A button that leads on from a message, so that every message leaves the customer something to tap.
 *
 * @param id the id that a tap sends
 */
public record Way(String id, To to) {
    /** The destination, named by the title. */
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
