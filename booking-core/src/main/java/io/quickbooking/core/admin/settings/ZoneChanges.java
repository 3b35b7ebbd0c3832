package io.quickbooking.core.admin.settings;

import io.quickbooking.core.admin.bookings.CustomerMessages;
import io.quickbooking.core.admin.settings.CatalogDeskMapper.VisitToTell;
import io.quickbooking.core.admin.settings.ZoneChoice.Keep;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.BookingWriter.Retimed;
import io.quickbooking.core.booking.ToldVisit;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.message.Visit;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.outbound.ServiceWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Handles the future visits of a salon whose time zone changes. All methods run in the caller's transaction. */
final class ZoneChanges {
    private static final int SHOWN = 20;

    private final CatalogDeskMapper mapper;
    private final BookingWriter bookings;
    private final InteractiveMessageBuilder messages;
    private final CustomerMessages customers;
    private final Outbox outbox;
    private final AuditLog audit;

    ZoneChanges(
            Mappers mappers,
            BookingWriter bookings,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            AuditLog audit) {
        this.mapper = mappers.get(CatalogDeskMapper.class);
        this.bookings = bookings;
        this.messages = messages;
        this.customers = new CustomerMessages(mappers, outbox);
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * Returns the salons that have visits or holds and another zone than before; for a salon that was out of order, the
     * previous zone is unknown.
     */
    List<Salon> rezoned(Map<UUID, Salon> before, Map<UUID, Salon> after, Instant now) {
        Map<UUID, Salon> others = after.values().stream()
                .filter(salon -> !before.containsKey(salon.id())
                        || !before.get(salon.id()).zone().equals(salon.zone()))
                .collect(Collectors.toMap(Salon::id, salon -> salon));
        if (others.isEmpty()) {
            return List.of();
        }
        String[] ids = others.keySet().stream().map(UUID::toString).toArray(String[]::new);
        return mapper.withVisits(ids, now).stream().map(others::get).toList();
    }

    ZoneQuestion question(List<Salon> rezoned, Instant now) {
        List<ZoneQuestion.Visit> first = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        int count = 0;
        for (Salon salon : rezoned) {
            List<ToldVisit> visits = bookings.disagreeing(salon.id(), salon.zone(), now);
            count += visits.size();
            visits.stream()
                    .limit(SHOWN - first.size())
                    .map(visit -> new ZoneQuestion.Visit(
                            visit.bookingCode() == null ? "" : visit.bookingCode(),
                            salon.name(),
                            salon.zone(),
                            visit.masterName(),
                            visit.service(),
                            visit.customerName(),
                            visit.wallStart(),
                            visit.start(),
                            visit.collidesWith()))
                    .forEach(first::add);
            all.append(salon.id()).append(' ').append(salon.zone()).append(' ');
            visits.stream()
                    .map(visit -> visit.id() + " " + visit.start())
                    .sorted()
                    .forEach(visit -> all.append(visit).append(' '));
        }
        String token = UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return count == 0 ? ZoneQuestion.NONE : new ZoneQuestion(count, first, token);
    }

    /** @return values for the audit log */
    Map<String, String> settle(List<Salon> rezoned, ZoneChoice choice, String username, Instant now) {
        int changed = 0;
        int left = 0;
        int told = 0;
        for (Salon salon : rezoned) {
            if (choice.keep() == Keep.WALL_TIMES) {
                Retimed retimed = bookings.bringBack(salon.id(), salon.zone(), now);
                changed += retimed.moved().size();
                left += retimed.left().size();
                log(salon, retimed.moved(), Set.of(), username, choice);
            } else {
                List<ToldVisit> visits = bookings.disagreeing(salon.id(), salon.zone(), now);
                bookings.keepMoments(salon.id(), salon.zone(), now);
                changed += visits.size();
                Set<UUID> messaged = choice.tellCustomers() ? tell(salon, visits, now) : Set.of();
                told += messaged.size();
                log(salon, visits, messaged, username, choice);
            }
        }
        if (changed + left == 0) {
            return Map.of();
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put(
                choice.keep() == Keep.WALL_TIMES ? "visitsAtTheirWallTimes" : "visitsAtTheirMoments",
                Integer.toString(changed));
        if (left > 0) {
            details.put("visitsLeft", Integer.toString(left));
        }
        if (told > 0) {
            details.put("customersTold", Integer.toString(told));
        }
        return details;
    }

    private void log(Salon salon, List<ToldVisit> visits, Set<UUID> messaged, String username, ZoneChoice choice) {
        Map<String, Map<String, String>> lines = new LinkedHashMap<>();
        for (ToldVisit visit : visits) {
            if (visit.bookingCode() != null) {
                LocalDateTime to = choice.keep() == Keep.WALL_TIMES
                        ? visit.wallStart()
                        : LocalDateTime.ofInstant(visit.start(), salon.zone());
                lines.put(
                        visit.bookingCode(),
                        Map.of(
                                "from", visit.wallStart() + " " + visit.start(),
                                "to", to + " " + salon.zone().getId(),
                                "customer", messaged.contains(visit.id()) ? "MESSAGED" : "NOT_ASKED"));
            }
        }
        audit.addAll(username, AuditedAct.BOOKING_MOVED, salon.id(), lines);
    }

    /** @return the bookings whose customers will be notified */
    private Set<UUID> tell(Salon salon, List<ToldVisit> visits, Instant now) {
        List<VisitToTell> reachable = mapper
                .toTell(
                        salon.id(),
                        visits.stream().map(visit -> visit.id().toString()).toArray(String[]::new),
                        now)
                .stream()
                .filter(visit -> !ServiceWindow.isClosed(visit.lastInboundAt(), now))
                .toList();
        outbox.addAll(reachable.stream()
                .map(visit -> new OutboundMessage(
                        salon.id(),
                        Realm.LIVE,
                        visit.customerId(),
                        null,
                        null,
                        visit.id(),
                        AuditedAct.BOOKING_MOVED.code(),
                        messages.moved(
                                Visit.of(
                                        visit.service(),
                                        visit.masterName(),
                                        visit.startTs().atZone(salon.zone()),
                                        visit.duration(),
                                        visit.price(),
                                        visit.currency()),
                                visit.bookingCode(),
                                customers.aboutBooking(visit.bookingCode()),
                                Languages.closest(visit.language(), salon.language())),
                        now))
                .toList());
        return reachable.stream().map(VisitToTell::id).collect(Collectors.toSet());
    }

    /** Must be called after the commit. */
    void wake() {
        outbox.wake();
    }
}
