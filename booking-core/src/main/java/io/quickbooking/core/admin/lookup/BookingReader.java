package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.BookingCode;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads bookings for staff: in lists, and one with its history. Only real ones. */
public final class BookingReader {
    private static final int EXPORTED_AT_ONCE = 1_000;

    private final BookingReaderMapper mapper;
    private final Transactions transactions;

    public BookingReader(Mappers mappers, Transactions transactions) {
        this.mapper = mappers.get(BookingReaderMapper.class);
        this.transactions = transactions;
    }

    /**
     * Finds the booking with this code, at any salon.
     *
     * @param typed in a lenient notation, such as {@code bk 847 392}
     */
    public Optional<BookingDetails> byCode(String typed) {
        return BookingCode.normalize(typed).flatMap(code -> transactions.read(() -> mapper.byCode(code)));
    }

    /** Returns the history of a booking, the oldest entry first. */
    public List<HistoryEntry> history(BookingDetails booking) {
        List<HistoryEntry> history = new ArrayList<>();
        if (booking.madeBy() == null) {
            // A booking that was made by staff is in the audit log.
            history.add(new HistoryEntry(booking.createdAt(), HistoryEntry.Kind.BOOKED, null, null, null, null));
        }
        history.addAll(transactions.read(() -> mapper.history(booking.salonId(), booking.id(), booking.bookingCode())));
        return history;
    }

    /**
     * Returns a page of a list.
     *
     * @param after the end of the previous page; null for the first page
     */
    public BookingPage page(BookingFilter filter, @Nullable BookingCursor after, int size) {
        List<BookingRow> rows = transactions.read(() -> mapper.page(filter, filter.customerIds(), after, size + 1));
        return rows.size() <= size
                ? new BookingPage(rows, null)
                : new BookingPage(rows.subList(0, size), rows.get(size - 1).cursor());
    }

    public CappedCount count(BookingFilter filter) {
        return CappedCount.of(transactions.read(() -> mapper.count(filter, filter.customerIds(), CappedCount.MAX + 1)));
    }

    /**
     * Passes a whole list to the reader, row by row, without holding it in memory and without an open transaction in the
     * reader.
     *
     * @return whether there were more than {@code limit}
     */
    public boolean forEach(BookingFilter filter, int limit, Consumer<BookingRow> reader) {
        BookingCursor after = null;
        for (int read = 0; read < limit; read += EXPORTED_AT_ONCE) {
            BookingPage page = page(filter, after, Math.min(EXPORTED_AT_ONCE, limit - read));
            page.rows().forEach(reader);
            if (page.next() == null) {
                return false;
            }
            after = page.next();
        }
        return true;
    }
}
