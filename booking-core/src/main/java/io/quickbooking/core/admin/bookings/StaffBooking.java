package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.text.VisibleText;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request to book for a customer.
 *
 * @param key the same for each attempt at the same booking, however often it is sent; unique across all salons
 * @param masterId null for any free master, in the salon's order
 * @param wallTime on the salon's wall clock
 * @param anyTime whether the salon's hours, grid, notice and horizon are ignored
 * @param informCustomer whether to notify the customer, if WhatsApp lets the salon write to them
 * @param username of the user who books
 */
public record StaffBooking(
        String key,
        UUID salonId,
        UUID serviceId,
        @Nullable UUID masterId,
        LocalDateTime wallTime,
        Guest guest,
        boolean anyTime,
        boolean informCustomer,
        String username) {
    public static final int MAX_NAME = 100;

    /** Returns the request without key and user: equal for requests with the same meaning, however they are written. */
    String request() {
        return Stream.of(
                        salonId,
                        serviceId,
                        masterId,
                        wallTime,
                        guest.customerId(),
                        guest.phone(),
                        guest.userId(),
                        guest.name(),
                        anyTime,
                        informCustomer)
                .map(part -> part == null ? "-" : part.toString().length() + ":" + part)
                .collect(Collectors.joining(" "));
    }

    /**
     * The guest: a customer of the salon, a person with a phone number, or a name.
     *
     * @param customerId null unless an existing customer was selected
     * @param phone in any usual notation; null if unknown
     * @param userId WhatsApp's; null if unknown
     * @param name null if unknown
     */
    public record Guest(
            @Nullable UUID customerId,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name) {
        public Guest {
            phone = blankToNull(phone);
            userId = blankToNull(userId);
            name = name == null || VisibleText.isBlank(name) ? null : name.strip();
            if (name != null && name.length() > MAX_NAME) {
                throw new IllegalArgumentException("a name has at most " + MAX_NAME + " characters");
            }
        }

        /** Returns whether the phone decides who the guest is. */
        boolean isNamedByPhone() {
            return customerId == null && userId == null && phone != null;
        }

        private static @Nullable String blankToNull(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }
}
