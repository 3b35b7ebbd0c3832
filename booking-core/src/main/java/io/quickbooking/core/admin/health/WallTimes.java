package io.quickbooking.core.admin.health;

import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.BookingWriter.Retimed;
import io.quickbooking.core.booking.OverlapException;
import io.quickbooking.core.booking.ToldVisit;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.WallOffset;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds visits whose booked moment no longer has the wall time that the customer was notified of, because a newer JDK has newer
 * zone tables. The check runs at the start and daily; one act for each salon corrects them.
 */
public final class WallTimes {
    private static final Logger log = LoggerFactory.getLogger(WallTimes.class);

    /** A time can be taken between the check and the act only by programs without locks. */
    private static final int MAX_TRIES = 3;

    private static final Duration LONGEST_VISIT = Duration.ofHours(24);
    private static final Duration FAR_AHEAD = Duration.ofDays(12 * 366);

    private final SystemHealthMapper mapper;
    private final Transactions transactions;
    private final BookingWriter bookings;
    private final Sessions sessions;
    private final Catalog catalog;
    private final AuditLog audit;
    private final Signals signals;
    private final InstantSource clock;

    public WallTimes(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Sessions sessions,
            Catalog catalog,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        this.mapper = mappers.get(SystemHealthMapper.class);
        this.transactions = transactions;
        this.bookings = bookings;
        this.sessions = sessions;
        this.catalog = catalog;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Checks the bookings of all salons and marks those that disagree with the current rules. To be called before slots are
     * offered, and periodically, since rules can be updated in a running JVM.
     *
     * @return the number of future visits that disagree
     */
    public long check() {
        Instant now = clock.instant();
        Map<UUID, ZoneId> zones = zones();
        String offsets = JsonRows.of(zones.values().stream()
                .distinct()
                .flatMap(zone -> WallOffset.between(zone, now, now.plus(FAR_AHEAD)).stream())
                .toList());
        int changed = transactions.run(() -> {
            sessions.noteDisagreeing(offsets);
            return bookings.noteDisagreeing(zones, now);
        });
        long disagreeing = transactions.run(() -> mapper.disagreeing(
                zones.keySet().stream().map(UUID::toString).toArray(String[]::new), now.minus(LONGEST_VISIT)));
        if (changed > 0) {
            zones.keySet().forEach(salon -> signals.publish(salon, Topic.BOOKINGS));
        }
        if (disagreeing > 0) {
            log.warn(
                    "{} visits are booked at another time than their customers were notified of. See the page Health",
                    disagreeing);
        }
        return disagreeing;
    }

    /** Returns the zones of the salons, as far as Java knows them. */
    private Map<UUID, ZoneId> zones() {
        Map<UUID, ZoneId> zones = new HashMap<>();
        for (SystemHealthMapper.SalonZone salon : transactions.run(mapper::salonZones)) {
            try {
                zones.put(salon.id(), ZoneId.of(salon.timeZone()));
            } catch (DateTimeException unknown) {
                log.debug(
                        "Salon {} has a time zone unknown to this Java runtime; its visits are not checked",
                        salon.id());
            }
        }
        return zones;
    }

    /** Returns the visits of a salon that disagree, those that would collide at their wall time first. */
    public List<ToldVisit> visits(UUID salonId) {
        return catalog.byId(salonId)
                .map(salon -> transactions.run(() -> bookings.disagreeing(salonId, salon.zone(), clock.instant())))
                .orElseGet(List::of);
    }

    /**
     * Moves all visits of a salon back to their wall times unless they collide there. Customers are not notified, because
     * nothing changes for them.
     */
    public Retimed bringBack(UUID salonId, String username) {
        transactions.requireNone("Bringing visits back");
        Salon salon = catalog.byId(salonId).orElseThrow(() -> new IllegalArgumentException("no salon " + salonId));
        for (int attempt = 1; ; attempt++) {
            try {
                Retimed retimed = transactions.run(() -> inTransaction(salonId, username));
                if (!retimed.moved().isEmpty()) {
                    log.info(
                            "{} visits of salon {} moved back to their wall time by {}, {} remain",
                            retimed.moved().size(),
                            salon.code(),
                            username,
                            retimed.left().size());
                    signals.publish(salonId, Topic.BOOKINGS);
                }
                return retimed;
            } catch (OverlapException e) {
                // Nothing has been written. The next attempt sees the conflicting booking.
                if (attempt == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private Retimed inTransaction(UUID salonId, String username) {
        bookings.lockMasters(salonId);
        // The lock keeps the zone from changing; a change just before it is visible here.
        Salon salon = catalog.fresh(salonId);
        Retimed retimed = bookings.bringBack(salon.id(), salon.zone(), clock.instant());
        if (!retimed.moved().isEmpty()) {
            audit.add(
                    username,
                    AuditedAct.VISITS_RETIMED,
                    salon.id(),
                    salon.code(),
                    Map.of(
                            "moved", Integer.toString(retimed.moved().size()),
                            "left", Integer.toString(retimed.left().size())));
        }
        return retimed;
    }
}
