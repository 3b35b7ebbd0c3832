package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.BookingCode;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.util.Optional;

/** Finds bookings for staff and host programs. */
public final class BookingLookup {
    private final BookingLookupMapper mapper;
    private final Transactions transactions;

    public BookingLookup(Mappers mappers, Transactions transactions) {
        this.mapper = mappers.get(BookingLookupMapper.class);
        this.transactions = transactions;
    }

    /**
     * Finds the booking with this code.
     *
     * @param typed in a lenient notation, such as {@code bk 847 392}
     */
    public Optional<BookingView> byCode(String typed) {
        return BookingCode.normalize(typed).flatMap(code -> transactions.run(() -> mapper.byCode(code)));
    }
}
