package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.text.VisibleText;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That somebody books for a customer.
 *
 * @param key the same for each attempt at the same booking, however often it is sent; for all salons together
 * @param masterId null: whoever is free, in the salon's order
 * @param wallTime on the salon's wall clock
 * @param anyTime whether the salon's hours, grid, notice and horizon do not count
 * @param informCustomer whether to message the customer, where WhatsApp lets the salon
 * @param username who does it
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

    /** What is asked for, apart from the key and who asks: equal for requests that mean the same, however they were written. */
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
     * For whom: a customer of the salon, somebody with a number, or a name.
     *
     * @param customerId null: not one who was looked up
     * @param phone in any usual writing; null: not told
     * @param userId WhatsApp's; null: not told
     * @param name null: not told
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
