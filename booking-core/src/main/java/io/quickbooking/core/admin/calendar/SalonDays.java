package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.admin.calendar.SalonDay.LiveSessions;
import io.quickbooking.core.admin.calendar.SalonDay.Messages;
import io.quickbooking.core.admin.calendar.SalonDay.Unsettled;
import io.quickbooking.core.admin.calendar.SalonDay.Visits;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.FreeTimes;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Reads the rest of a salon's day. */
public final class SalonDays {
    private static final Duration FAILURES_SHOWN = Duration.ofDays(7);

    private final SalonDaysMapper mapper;
    private final Transactions transactions;
    private final AvailabilityService availability;
    private final InstantSource clock;

    public SalonDays(
            Mappers mappers, Transactions transactions, AvailabilityService availability, InstantSource clock) {
        this.mapper = mappers.get(SalonDaysMapper.class);
        this.transactions = transactions;
        this.availability = availability;
        this.clock = clock;
    }

    /** Returns today's visits in progress and to come. */
    public Visits visits(Salon salon, int limit) {
        Instant now = clock.instant();
        Instant until = LocalDate.ofInstant(now, salon.zone())
                .plusDays(1)
                .atStartOfDay(salon.zone())
                .toInstant();
        return transactions.read(() ->
                new Visits(mapper.countVisits(salon.id(), now, until), mapper.visits(salon.id(), now, until, limit)));
    }

    /** Returns past visits that are still confirmed: staff have not recorded their result. */
    public Unsettled unsettled(UUID salonId, int limit) {
        Instant now = clock.instant();
        return transactions.read(() -> new Unsettled(
                mapper.countUnsettled(salonId, now, SalonDay.MOST_UNSETTLED + 1),
                mapper.unsettled(salonId, now, limit)));
    }

    /** Returns each master's remaining free times of today. */
    public List<FreeTimes> freeTimes(Salon salon) {
        Instant now = clock.instant();
        return transactions.read(() -> availability.freeOn(salon, LocalDate.ofInstant(now, salon.zone()), now));
    }

    public LiveSessions sessions(UUID salonId, int limit) {
        Instant now = clock.instant();
        return transactions.read(
                () -> new LiveSessions(mapper.countSessions(salonId, now), mapper.sessions(salonId, now, limit)));
    }

    public Messages messages(UUID salonId) {
        Instant failedSince = clock.instant().minus(FAILURES_SHOWN);
        return transactions.read(() -> mapper.messages(salonId, failedSince, SalonDay.MOST_MESSAGES));
    }
}
