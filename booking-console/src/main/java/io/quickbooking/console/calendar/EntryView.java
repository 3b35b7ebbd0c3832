package io.quickbooking.console.calendar;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.Kind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Something in a master's time.
 *
 * @param state the end of its text's key and of its class
 * @param who the customer, by name or by the end of their number
 * @param phone the end of their number when {@code who} is a name
 * @param busy what it keeps busy when that is more than the visit
 * @param until when a kept slot or a card runs out
 * @param href null: there is no page about it
 */
record EntryView(
        String state,
        String from,
        String to,
        String machineFrom,
        String machineTo,
        String who,
        String phone,
        String service,
        @Nullable String code,
        @Nullable String busy,
        @Nullable String until,
        @Nullable String href,
        boolean over) {

    static EntryView of(Entry entry, Instant now, Formats formats) {
        String phone = formats.maskedPhone(entry.customerPhone());
        String name = entry.customerName();
        boolean buffered =
                entry.busyFrom().isBefore(entry.startTs()) || entry.busyUntil().isAfter(entry.endTs());
        return new EntryView(
                entry.kind() == Kind.CONFIRMED && !entry.endTs().isAfter(now) ? "waiting" : state(entry.kind()),
                formats.time(entry.startTs()),
                formats.time(entry.endTs()),
                formats.machine(entry.startTs()),
                formats.machine(entry.endTs()),
                name == null ? phone : name,
                name == null ? "" : phone,
                entry.service(),
                entry.bookingCode(),
                buffered ? formats.time(entry.busyFrom()) + " – " + formats.time(entry.busyUntil()) : null,
                entry.until() == null ? null : formats.time(entry.until()),
                href(entry),
                !entry.endTs().isAfter(now));
    }

    static String state(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String href(Entry entry) {
        if (entry.bookingCode() != null) {
            return "/admin/bookings/" + UriUtils.encodePathSegment(entry.bookingCode(), "UTF-8");
        }
        return entry.sessionId() == null ? null : "/admin/sessions/" + entry.sessionId();
    }
}
