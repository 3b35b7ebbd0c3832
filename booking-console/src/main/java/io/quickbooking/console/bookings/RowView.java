package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.lookup.BookingRow;
import java.time.Instant;

/** A booking in a list, ready to be shown. */
public record RowView(
        String code,
        String href,
        String machineTime,
        String day,
        String time,
        String customer,
        String customerHref,
        String service,
        String master,
        StatusView status,
        String price) {

    public static RowView of(BookingRow row, Instant now, Formats formats) {
        return new RowView(
                row.bookingCode(),
                Addresses.booking(row.bookingCode()),
                formats.machine(row.startTs()),
                formats.day(row.startTs()),
                formats.time(row.startTs()),
                row.customerName() == null ? formats.maskedPhone(row.customerPhone()) : row.customerName(),
                Addresses.customer(row.customerId()),
                row.service(),
                row.masterName(),
                StatusView.of(row.status(), row.endTs(), now),
                formats.money(row.price(), row.currency()));
    }
}
