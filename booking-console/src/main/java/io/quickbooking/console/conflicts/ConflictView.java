package io.quickbooking.console.conflicts;

import io.quickbooking.console.bookings.Addresses;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.analytics.Conflict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A conflict as the list shows it.
 *
 * @param slot when it begins
 * @param lostAt when the loser's tap was decided
 * @param atConfirmation lost with the card in hand, not when picking
 * @param loser name, else the masked phone
 * @param loserHref the session, else the customer, who has none when the time was gone at the first tap
 * @param others how many more customers lost the slot; null: none
 * @param ahead by how much the winner was earlier
 * @param heldHref the session whose card kept the time; null: none did
 * @param next the end of a text's key: {@code booked-another}, {@code choosing} or {@code left}
 */
record ConflictView(
        String slot,
        String slotMachine,
        String service,
        String master,
        String lostAt,
        String lostAtMachine,
        boolean atConfirmation,
        @Nullable String loser,
        String loserPhone,
        String loserHref,
        @Nullable String others,
        @Nullable String winnerCode,
        @Nullable String winnerName,
        @Nullable Length ahead,
        @Nullable String heldHref,
        List<String> alternatives,
        String next,
        @Nullable String nextCode) {

    /** @param unit the end of a text's key: {@code ms}, {@code s}, {@code min}, {@code h} or {@code d} */
    record Length(String amount, String unit) {
        static Length of(Duration duration, Formats formats) {
            if (duration.toMillis() < 1_000) {
                return new Length(formats.number(duration.toMillis()), "ms");
            }
            if (duration.toMinutes() < 1) {
                return new Length(formats.decimal(duration.toMillis() / 1_000.0), "s");
            }
            if (duration.toHours() < 1) {
                return new Length(formats.number(duration.toMinutes()), "min");
            }
            return duration.toDays() < 1
                    ? new Length(formats.number(duration.toHours()), "h")
                    : new Length(formats.number(duration.toDays()), "d");
        }
    }

    static ConflictView of(Conflict conflict, Formats formats) {
        Conflict.Winner winner = conflict.winner();
        Instant lostAt = conflict.position().decidedAt();
        return new ConflictView(
                formats.dayAndTime(conflict.slotStart()),
                formats.machine(conflict.slotStart()),
                conflict.service(),
                conflict.master(),
                formats.dayAndSeconds(lostAt),
                formats.machine(lostAt),
                conflict.atConfirmation(),
                conflict.loserName(),
                formats.maskedPhone(conflict.loserPhone()),
                conflict.sessionId() == null
                        ? Addresses.customer(conflict.loserId())
                        : "/admin/sessions/" + conflict.sessionId(),
                conflict.losers() > 1 ? formats.number(conflict.losers() - 1L) : null,
                winner == null ? null : winner.bookingCode(),
                winner == null ? null : winner.customerName(),
                winner == null ? null : Length.of(winner.ahead(), formats),
                conflict.heldIn() == null ? null : "/admin/sessions/" + conflict.heldIn(),
                conflict.alternatives(),
                conflict.next().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                conflict.nextCode());
    }
}
