package io.quickbooking.core.conversation;

import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.BookingWriter.EndedHolds;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Instant;
import java.util.List;

/**
 * Removes holds that have ended and tells who watches. Nothing depends on it: a hold that has ended is in nobody's way,
 * swept or not.
 */
public final class HoldSweep {
    private final BookingWriter bookings;
    private final Transactions transactions;
    private final Signals signals;

    public HoldSweep(BookingWriter bookings, Transactions transactions, Signals signals) {
        this.bookings = bookings;
        this.transactions = transactions;
        this.signals = signals;
    }

    /** Removes those that have ended, each once however many nodes do it. */
    public void run(Instant now) {
        List<EndedHolds> ended = transactions.run(() -> bookings.removeEndedHolds(now));
        ended.forEach(holds ->
                signals.publish(holds.salonId(), holds.realm() == Realm.LIVE ? Topic.BOOKINGS : Topic.SIMULATION));
    }
}
