package io.quickbooking.core.admin;

import io.quickbooking.core.admin.SalonCalendar.Entry;
import io.quickbooking.core.admin.SalonCalendar.Kind;
import io.quickbooking.core.admin.SalonCalendar.MasterDay;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the days of a salon: who works when, and what is in it. */
public final class Calendars {
    private final CalendarMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;

    public Calendars(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(CalendarMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The dates {@code [from, until)}, of all masters or of one. A master who does not work in the salon any more is
     * there when something of theirs is.
     */
    public SalonCalendar read(Salon salon, @Nullable Master only, LocalDate from, LocalDate until) {
        Instant now = clock.instant();
        Map<UUID, List<Entry>> entries = entries(
                        salon,
                        only == null ? null : only.id(),
                        from.atStartOfDay(salon.zone()).toInstant(),
                        until.atStartOfDay(salon.zone()).toInstant(),
                        now)
                .stream()
                .collect(Collectors.groupingBy(Entry::masterId));
        CalendarHours hours = new CalendarHours(salon);
        List<MasterDay> days = new ArrayList<>();
        for (Master master : salon.masters()) {
            List<Entry> theirs = entries.getOrDefault(master.id(), List.of());
            boolean shown = only == null ? salon.active() && master.active() || !theirs.isEmpty() : master.equals(only);
            for (LocalDate date = from; shown && date.isBefore(until); date = date.plusDays(1)) {
                days.add(day(salon, master, date, hours, theirs));
            }
        }
        return new SalonCalendar(days, now);
    }

    private static MasterDay day(Salon salon, Master master, LocalDate date, CalendarHours hours, List<Entry> entries) {
        Instant from = date.atStartOfDay(salon.zone()).toInstant();
        Instant until = date.plusDays(1).atStartOfDay(salon.zone()).toInstant();
        return new MasterDay(
                master,
                date,
                from,
                until,
                hours.working(master, date),
                hours.special(master, date),
                entries.stream()
                        .filter(entry -> entry.busyFrom().isBefore(until)
                                && entry.busyUntil().isAfter(from))
                        .toList());
    }

    private List<Entry> entries(Salon salon, @Nullable UUID masterId, Instant from, Instant until, Instant now) {
        return transactions.run(() -> {
            List<Entry> visits = mapper.visits(salon.id(), masterId, from, until, now);
            List<Entry> choosing = mapper.choosing(salon.id(), masterId, from, until, now);
            return together(visits, choosing);
        });
    }

    /** A kept slot and the card that shows it are one entry, which leads to the session. */
    private static List<Entry> together(List<Entry> visits, List<Entry> choosing) {
        List<Entry> all = new ArrayList<>();
        List<Entry> left = new ArrayList<>(choosing);
        for (Entry visit : visits) {
            Optional<Entry> card = visit.kind() == Kind.HELD
                    ? left.stream().filter(session -> session.shows(visit)).findFirst()
                    : Optional.empty();
            card.ifPresent(left::remove);
            all.add(card.map(session -> visit.of(session.sessionId())).orElse(visit));
        }
        all.addAll(left);
        all.sort(Comparator.comparing(Entry::startTs));
        return all;
    }
}
