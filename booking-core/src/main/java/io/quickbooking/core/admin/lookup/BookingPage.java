package io.quickbooking.core.admin.lookup;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of bookings.
 *
 * @param next start of the next page; null if this is the last
 */
public record BookingPage(List<BookingRow> rows, @Nullable BookingCursor next) {
    public BookingPage {
        rows = List.copyOf(rows);
    }

    public Optional<BookingCursor> after() {
        return Optional.ofNullable(next);
    }
}
