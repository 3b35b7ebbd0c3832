package io.quickbooking.core.admin.calendar;

import io.quickbooking.core.admin.calendar.SalonCalendar.Entry;
import io.quickbooking.core.admin.calendar.SalonCalendar.Kind;
import io.quickbooking.core.admin.calendar.SalonCalendar.MasterDay;
import io.quickbooking.core.admin.calendar.SalonCalendar.Off;
import io.quickbooking.core.admin.calendar.SalonCalendar.Stretch;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.WorkingDay;
import io.quickbooking.core.catalog.Catalog;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the calendar of a salon: masters' working times and their entries. */
public final class Calendars {
    private final CalendarMapper mapper;
    private final Transactions transactions;
    private final Catalog catalog;
    private final AvailabilityService availability;
    private final InstantSource clock;

    public Calendars(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            AvailabilityService availability,
            InstantSource clock) {
        this.mapper = mappers.get(CalendarMapper.class);
        this.transactions = transactions;
        this.catalog = catalog;
        this.availability = availability;
        this.clock = clock;
    }

    /**
     * Returns the dates {@code [from, until)} of all masters or of one. A master who no longer works in the salon is included
     * if they have an entry.
     */
    public SalonCalendar read(Salon kept, @Nullable Master only, LocalDate from, LocalDate until) {
        Instant now = clock.instant();
        Salon salon = catalog.knowing(from, kept);
        Map<UUID, List<Entry>> entries = entries(
                        salon,
                        only == null ? null : only.id(),
                        from.atStartOfDay(salon.zone()).toInstant(),
                        until.atStartOfDay(salon.zone()).toInstant(),
                        now)
                .stream()
                .collect(Collectors.groupingBy(Entry::masterId));
        List<Master> shown = salon.masters().stream()
                .filter(master -> only == null
                        ? salon.active() && master.active() || entries.containsKey(master.id())
                        : master.id().equals(only.id()))
                .toList();
        return new SalonCalendar(
                availability.workingDays(salon, shown, from, until).stream()
                        .map(day -> day(
                                salon, day, entries.getOrDefault(day.master().id(), List.of())))
                        .toList(),
                now);
    }

    private static MasterDay day(Salon salon, WorkingDay day, List<Entry> entries) {
        Instant from = day.date().atStartOfDay(salon.zone()).toInstant();
        Instant until = day.date().plusDays(1).atStartOfDay(salon.zone()).toInstant();
        String special = Stream.concat(day.off().stream(), day.works().stream())
                .map(WorkingDay.Stretch::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(" · "));
        return new MasterDay(
                day.master(),
                day.date(),
                from,
                until,
                joined(day.works()),
                day.off().stream()
                        .map(stretch -> new Off(stretch.from(), stretch.until(), stretch.name()))
                        .toList(),
                special.isEmpty() ? null : special,
                entries.stream()
                        .filter(entry -> entry.busyFrom().isBefore(until)
                                && entry.busyUntil().isAfter(from))
                        .toList());
    }

    /** Joins adjacent stretches: hours and an opening after them, or the two sides of a clock change. */
    private static List<Stretch> joined(List<WorkingDay.Stretch> works) {
        List<Stretch> joined = new ArrayList<>();
        for (WorkingDay.Stretch stretch : works) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).until().equals(stretch.from())) {
                joined.set(last, new Stretch(joined.get(last).from(), stretch.until()));
            } else {
                joined.add(new Stretch(stretch.from(), stretch.until()));
            }
        }
        return joined;
    }

    private List<Entry> entries(Salon salon, @Nullable UUID masterId, Instant from, Instant until, Instant now) {
        return transactions.read(() -> {
            List<Entry> visits = mapper.visits(salon.id(), masterId, from, until, now);
            List<Entry> choosing = mapper.choosing(salon.id(), masterId, from, until, now);
            return together(visits, choosing);
        });
    }

    /** Merges a held slot and the card that shows it into one entry, which leads to the session. */
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
