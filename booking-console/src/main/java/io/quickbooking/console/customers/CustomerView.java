package io.quickbooking.console.customers;

import io.quickbooking.console.bookings.Addresses;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.lookup.CustomerProfile;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer, ready to be shown.
 *
 * @param phone masked, or whole when it was asked for; null: WhatsApp has told none
 */
record CustomerView(
        String href,
        String id,
        String name,
        @Nullable String phone,
        boolean whole,
        @Nullable String userId,
        @Nullable String language,
        String firstContact,
        String firstContactMachine,
        @Nullable String lastContact,
        @Nullable String lastContactMachine,
        String confirmed,
        String unsettled,
        boolean anyUnsettled,
        String completed,
        String cancelled,
        String noShows,
        String notes,
        @Nullable String lastServices,
        boolean optedOut,
        boolean erased) {

    static CustomerView of(CustomerProfile customer, Desk desk, boolean whole) {
        Formats formats = desk.formats();
        String phone = customer.phone();
        return new CustomerView(
                Addresses.customer(customer.id()),
                customer.id().toString(),
                Objects.requireNonNullElse(customer.name(), ""),
                phone == null ? null : whole ? formats.phone(phone) : formats.maskedPhone(phone),
                whole,
                customer.userId(),
                customer.language() == null
                        ? null
                        : Locale.forLanguageTag(customer.language()).getDisplayName(desk.locale()),
                formats.dayAndTime(customer.firstContactAt()),
                formats.machine(customer.firstContactAt()),
                customer.lastContactAt() == null ? null : formats.dayAndTime(customer.lastContactAt()),
                customer.lastContactAt() == null ? null : formats.machine(customer.lastContactAt()),
                formats.number(customer.confirmed()),
                formats.number(customer.unsettled()),
                customer.unsettled() > 0,
                formats.number(customer.completed()),
                formats.number(customer.cancelled()),
                formats.number(customer.noShows()),
                customer.notes(),
                customer.lastServices() == null ? null : customer.lastServices().replace("\n", ", "),
                customer.optedOut(),
                customer.erased());
    }
}
