package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.BookingCode;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bookings as staff reads them: in lists, and one with its history. Only real ones. */
public final class BookingReader {
    private static final int EXPORTED_AT_ONCE = 1_000;

    private final BookingReaderMapper mapper;
    private final Transactions transactions;

    public BookingReader(Mappers mappers, Transactions transactions) {
        this.mapper = mappers.get(BookingReaderMapper.class);
        this.transactions = transactions;
    }

    /**
     * The booking with this code, of whatever salon.
     *
     * @param typed forgivingly written, such as {@code bk 847 392}
     */
    public Optional<BookingDetails> byCode(String typed) {
        return BookingCode.normalize(typed).flatMap(code -> transactions.read(() -> mapper.byCode(code)));
    }

    /** What happened to a booking, the oldest first. */
    public List<HistoryEntry> history(BookingDetails booking) {
        List<HistoryEntry> history = new ArrayList<>();
        if (booking.madeBy() == null) {
            // That somebody else made it is in the audit log.
            history.add(new HistoryEntry(booking.createdAt(), HistoryEntry.Kind.BOOKED, null, null, null, null));
        }
        history.addAll(transactions.read(() -> mapper.history(booking.salonId(), booking.id(), booking.bookingCode())));
        return history;
    }

    /**
     * A page of a list.
     *
     * @param after the end of the page before; null: the first page
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
     * Hands over a whole list, row by row, without holding it in memory or a transaction open meanwhile.
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
