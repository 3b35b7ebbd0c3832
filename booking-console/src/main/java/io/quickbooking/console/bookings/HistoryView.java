package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.lookup.HistoryEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a booking, ready to be shown.
 *
 * @param key of the text; where another version knows more, the one of {@code otherKey} is shown
 * @param badge kind of the badge that says what became of a message; null: none
 */
record HistoryView(
        String machineTime,
        String time,
        String icon,
        String key,
        String otherKey,
        @Nullable String who,
        @Nullable String stateKey,
        @Nullable String badge,
        @Nullable String note) {

    static HistoryView of(HistoryEntry entry, Formats formats) {
        String what = entry.what() == null ? "" : entry.what();
        String state = entry.state() == null ? "" : entry.state().toLowerCase(Locale.ROOT);
        return new HistoryView(
                formats.machine(entry.at()),
                formats.dayAndTime(entry.at()),
                switch (entry.kind()) {
                    case BOOKED -> "calendar3";
                    case MESSAGE -> "send";
                    case ACT -> "person";
                },
                switch (entry.kind()) {
                    case BOOKED -> "booking.history.booked";
                    case MESSAGE -> "booking.message." + what;
                    case ACT -> "booking.history." + what;
                },
                entry.kind() == HistoryEntry.Kind.MESSAGE ? "messages.kind.other" : "session.act.other",
                entry.who(),
                switch (entry.kind()) {
                    case BOOKED -> null;
                    case MESSAGE -> "booking.sent." + state;
                    case ACT -> state.isEmpty() ? null : "booking.informed." + state;
                },
                entry.kind() == HistoryEntry.Kind.MESSAGE ? badge(state) : null,
                entry.note());
    }

    private static String badge(String state) {
        return switch (state) {
            case "failed" -> "bad";
            case "pending" -> "warn";
            case "sent" -> "info";
            default -> "ok";
        };
    }
}
