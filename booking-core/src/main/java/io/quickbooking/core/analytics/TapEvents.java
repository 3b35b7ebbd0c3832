package io.quickbooking.core.analytics;

import io.quickbooking.core.database.Mappers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ledger of taps, which is written in the transaction that decides them. */
public final class TapEvents {
    private final TapEventsMapper mapper;

    public TapEvents(Mappers mappers) {
        this.mapper = mappers.get(TapEventsMapper.class);
    }

    /** Returns the outcome of an inbound message's tap; empty while it waits. */
    public Optional<Recorded> outcomeOf(long inboundId) {
        return mapper.outcomeOf(inboundId).map(row -> new Recorded(row.outcome(), row.bookingCode()));
    }

    /** @param bookingCode of the booking that the tap made or repeated */
    public record Recorded(String outcome, @Nullable String bookingCode) {}
}
