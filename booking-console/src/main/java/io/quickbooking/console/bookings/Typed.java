package io.quickbooking.console.bookings;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody typed or put into an address, as far as it can be understood. */
final class Typed {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    private Typed() {}

    static Optional<LocalDate> date(@Nullable String text) {
        try {
            return text == null || text.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text.strip()))
                            .filter(date -> date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalTime> time(@Nullable String text) {
        try {
            return text == null || text.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalTime.parse(text.strip())).filter(time -> time.getSecond() == 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Such as {@code 2026-06-03T09:00}. */
    static Optional<LocalDateTime> dateAndTime(@Nullable String text) {
        int between = text == null ? -1 : text.indexOf('T');
        return between < 0
                ? Optional.empty()
                : date(text.substring(0, between))
                        .flatMap(date -> time(text.substring(between + 1)).map(date::atTime));
    }

    static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(UUID.fromString(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
