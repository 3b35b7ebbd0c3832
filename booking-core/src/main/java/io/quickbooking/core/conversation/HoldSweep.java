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
 * Removes expired holds and notifies the listeners. Correctness does not depend on it: an expired hold blocks no
 * booking, removed or not.
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

    /** Removes expired holds, each once however many nodes run this. */
    public void run(Instant now) {
        List<EndedHolds> ended = transactions.run(() -> bookings.removeEndedHolds(now));
        ended.forEach(holds ->
                signals.publish(holds.salonId(), holds.realm() == Realm.LIVE ? Topic.BOOKINGS : Topic.SIMULATION));
    }
}
