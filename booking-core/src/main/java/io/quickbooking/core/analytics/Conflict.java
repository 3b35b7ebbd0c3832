package io.quickbooking.core.analytics;

import io.quickbooking.core.analytics.ConflictsQuery.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tap whose slot was taken by another customer.
 *
 * @param atConfirmation whether the customer had the card already; else the time was taken when it was picked
 * @param loserId the customer who lost the slot
 * @param loserPhone as WhatsApp sends it
 * @param sessionId the session in which the slot was lost, else the one that the customer began after it
 * @param winner null: it was not a booking yet, or one that has been moved since
 * @param heldIn the session of another customer whose card held the time, where there is no winner; null: none
 * @param losers how many customers lost this slot
 * @param alternatives the offered times, as written on the buttons
 * @param next the customer's next step
 * @param nextCode of the booking made then
 */
public record Conflict(
        Position position,
        boolean atConfirmation,
        Instant slotStart,
        String service,
        String master,
        UUID loserId,
        @Nullable String loserName,
        @Nullable String loserPhone,
        @Nullable UUID sessionId,
        @Nullable Winner winner,
        @Nullable UUID heldIn,
        int losers,
        List<String> alternatives,
        Next next,
        @Nullable String nextCode) {
    public Conflict {
        alternatives = List.copyOf(alternatives);
    }

    /** @param ahead from the winner's booking to the decision on the loser's tap */
    public record Winner(String bookingCode, @Nullable String customerName, Duration ahead) {}

    /** The next step of a customer who has lost a slot. */
    public enum Next {
        BOOKED_ANOTHER,
        CHOOSING,
        LEFT
    }
}
