package io.quickbooking.core.analytics;

import io.quickbooking.core.database.Mappers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger of taps, written in the transaction that decides them. */
public final class TapEvents {
    private final TapEventsMapper mapper;

    public TapEvents(Mappers mappers) {
        this.mapper = mappers.get(TapEventsMapper.class);
    }

    /** What the tap of an inbound message came to; empty while it waits. */
    public Optional<Recorded> outcomeOf(long inboundId) {
        return mapper.outcomeOf(inboundId).map(row -> new Recorded(row.outcome(), row.bookingCode()));
    }

    /** @param bookingCode of the booking that the tap made or repeated */
    public record Recorded(String outcome, @Nullable String bookingCode) {}
}
