package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.lookup.FoundBooking;
import io.quickbooking.core.admin.lookup.FoundCustomer;
import io.quickbooking.core.admin.lookup.SearchResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search has come to, ready to be shown.
 *
 * @param similar whether the bookings are only like what was typed
 */
record FoundView(List<BookingItem> bookings, boolean similar, List<CustomerItem> customers, boolean more, int size) {

    /** @param salon empty where there is but one */
    record BookingItem(
            String code,
            String href,
            String firstName,
            String service,
            String machineTime,
            String time,
            StatusView status,
            String salon) {}

    /** @param code null: no visit */
    record CustomerItem(
            String name,
            String href,
            String phone,
            @Nullable String code,
            String bookingHref,
            String machineTime,
            String time,
            String salon) {}

    static FoundView of(SearchResult result, Desk desk, Instant now) {
        return new FoundView(
                Stream.concat(result.booking().stream(), result.similar().stream())
                        .map(found -> booking(found, desk, now))
                        .toList(),
                result.booking().isEmpty() && !result.similar().isEmpty(),
                result.customers().stream().map(found -> customer(found, desk)).toList(),
                result.more(),
                result.size());
    }

    private static BookingItem booking(FoundBooking found, Desk desk, Instant now) {
        Formats formats = desk.at(found.salonId()).formats();
        return new BookingItem(
                found.bookingCode(),
                Addresses.booking(found.bookingCode()),
                firstName(found.customerName()),
                found.service(),
                formats.machine(found.startTs()),
                formats.dayAndTime(found.startTs()),
                StatusView.of(found.status(), found.endTs(), now),
                salon(found.salonId(), desk));
    }

    private static CustomerItem customer(FoundCustomer found, Desk desk) {
        Formats formats = desk.at(found.salonId()).formats();
        boolean visits = found.bookingCode() != null;
        return new CustomerItem(
                Objects.requireNonNullElse(found.name(), ""),
                Addresses.customer(found.customerId()),
                formats.maskedPhone(found.phone()),
                found.bookingCode(),
                visits ? Addresses.booking(Objects.requireNonNull(found.bookingCode())) : "",
                visits ? formats.machine(Objects.requireNonNull(found.startTs())) : "",
                visits ? formats.dayAndTime(Objects.requireNonNull(found.startTs())) : "",
                salon(found.salonId(), desk));
    }

    private static String salon(UUID id, Desk desk) {
        return desk.salons().size() == 1 ? "" : desk.at(id).salon().name();
    }

    /** Enough to ask back by, without telling the whole desk who comes. */
    private static String firstName(@Nullable String name) {
        return name == null ? "" : name.strip().split("\\s+", 2)[0];
    }
}
