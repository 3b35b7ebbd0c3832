package io.quickbooking.console.bookings;

import org.jspecify.annotations.Nullable;

/**
 * What the address of the list says, as it was typed. Null: it says nothing of it; blank: whatever it may be.
 *
 * @param q a code, a phone number or a name
 * @param from the first local day
 * @param to the last local day
 * @param master code
 * @param after where the page begins
 */
record BookingQuery(
        @Nullable String q,
        @Nullable String from,
        @Nullable String to,
        @Nullable String master,
        @Nullable String status,
        @Nullable String after) {

    String text() {
        return q == null ? "" : q.strip();
    }

    Addresses address(String path, String salon) {
        return Addresses.of(path)
                .with("salon", salon)
                .with("q", q)
                .with("from", from)
                .with("to", to)
                .with("master", master)
                .with("status", status);
    }
}
