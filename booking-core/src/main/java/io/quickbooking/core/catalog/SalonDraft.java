package io.quickbooking.core.catalog;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A salon as somebody types it: text that nobody has checked yet. Codes say which salon, master and service are meant.
 *
 * @param id of the salon in the database; a new one has an id that the database does not know
 */
public record SalonDraft(
        UUID id,
        String code,
        Details details,
        Week hours,
        List<ServiceDraft> services,
        List<MasterDraft> masters,
        Map<String, CalendarDraft> calendars) {
    /** The key of the salon's own calendar; a master's is their code. */
    public static final String SALON = "";

    public SalonDraft {
        services = List.copyOf(services);
        masters = List.copyOf(masters);
        calendars = Map.copyOf(calendars);
    }

    /** A salon without breaks or special days. */
    public SalonDraft(
            UUID id, String code, Details details, Week hours, List<ServiceDraft> services, List<MasterDraft> masters) {
        this(id, code, details, hours, services, masters, Map.of());
    }

    /** @param owner {@link #SALON} or the code of a master */
    public CalendarDraft calendar(String owner) {
        return calendars.getOrDefault(owner, CalendarDraft.EMPTY);
    }

    /**
     * What is said of the salon itself. {@code displayPhone} may be empty.
     *
     * @param holdMinutes null: as it stands, for forms that do not ask
     */
    public record Details(
            String name,
            String phoneNumberId,
            String displayPhone,
            String timeZone,
            String language,
            String currency,
            String slotMinutes,
            String horizonDays,
            String noticeMinutes,
            boolean active,
            @Nullable String holdMinutes) {
        public Details(
                String name,
                String phoneNumberId,
                String displayPhone,
                String timeZone,
                String language,
                String currency,
                String slotMinutes,
                String horizonDays,
                String noticeMinutes,
                boolean active) {
            this(
                    name,
                    phoneNumberId,
                    displayPhone,
                    timeZone,
                    language,
                    currency,
                    slotMinutes,
                    horizonDays,
                    noticeMinutes,
                    active,
                    null);
        }

        Details completedBy(Details stored) {
            return holdMinutes != null
                    ? this
                    : new Details(
                            name,
                            phoneNumberId,
                            displayPhone,
                            timeZone,
                            language,
                            currency,
                            slotMinutes,
                            horizonDays,
                            noticeMinutes,
                            active,
                            stored.holdMinutes);
        }
    }

    /**
     * @param price in minor units of the salon's currency
     * @param bufferBefore in minutes; null: as it stands, for forms that do not ask
     * @param bufferAfter likewise
     */
    public record ServiceDraft(
            String code,
            String name,
            String minutes,
            String price,
            boolean active,
            @Nullable String bufferBefore,
            @Nullable String bufferAfter) {
        public ServiceDraft(String code, String name, String minutes, String price, boolean active) {
            this(code, name, minutes, price, active, null, null);
        }

        ServiceDraft completedBy(ServiceDraft stored) {
            return new ServiceDraft(
                    code,
                    name,
                    minutes,
                    price,
                    active,
                    bufferBefore == null ? stored.bufferBefore : bufferBefore,
                    bufferAfter == null ? stored.bufferAfter : bufferAfter);
        }
    }

    /**
     * @param ownHours false: the salon's hours, whatever {@code hours} says
     * @param services codes, the default service first
     * @param terms by the code of a service, where the master performs it otherwise than it says; what is said of
     *     services that the master does not perform is left out. Null: as they stand, for forms that do not ask
     * @param worksFrom a date such as 2026-12-25, or empty; null: as it stands
     * @param worksUntil likewise
     */
    public record MasterDraft(
            String code,
            String name,
            boolean active,
            boolean ownHours,
            Week hours,
            List<String> services,
            @Nullable Map<String, TermsDraft> terms,
            @Nullable String worksFrom,
            @Nullable String worksUntil) {
        public MasterDraft {
            services = List.copyOf(services);
            terms = terms == null ? null : Map.copyOf(terms);
        }

        public MasterDraft(
                String code, String name, boolean active, boolean ownHours, Week hours, List<String> services) {
            this(code, name, active, ownHours, hours, services, null, null, null);
        }

        MasterDraft completedBy(MasterDraft stored) {
            return new MasterDraft(
                    code,
                    name,
                    active,
                    ownHours,
                    hours,
                    services,
                    terms == null ? stored.terms : terms,
                    worksFrom == null ? stored.worksFrom : worksFrom,
                    worksUntil == null ? stored.worksUntil : worksUntil);
        }

        /** The terms of a service; empty ones where nothing is said. */
        public TermsDraft termsOf(String service) {
            return terms == null ? TermsDraft.NONE : terms.getOrDefault(service, TermsDraft.NONE);
        }
    }

    /** How a master performs a service; what is empty is as the service says. {@code price} in minor units. */
    public record TermsDraft(String minutes, String price) {
        public static final TermsDraft NONE = new TermsDraft("", "");
    }

    /** What a salon or a master has besides weekly hours. */
    public record CalendarDraft(Week breaks, List<SpecialDayDraft> days) {
        public static final CalendarDraft EMPTY = new CalendarDraft(Week.CLOSED, List.of());

        public CalendarDraft {
            days = List.copyOf(days);
        }
    }

    /**
     * Dates that are not as their weekday says, see {@link SpecialDay}.
     *
     * @param from a date such as 2026-12-25
     * @param until the last date, included; empty: the same date
     * @param hours such as {@code 10:00-16:00}; empty: all day, which only days off may be
     */
    public record SpecialDayDraft(
            SpecialDay.Kind kind, String name, String from, String until, String hours, boolean yearly) {
        /** Stands for this day among those of its owner, as long as nobody changes it. */
        public String key() {
            return UUID.nameUUIDFromBytes(toString().getBytes(StandardCharsets.UTF_8))
                    .toString();
        }

        /** The last date, included. */
        String lastDate() {
            return until.isEmpty() ? from : until;
        }

        /** Whether both have a date in common, as far as what was typed are dates, which compare as texts. */
        boolean overlaps(SpecialDayDraft other) {
            return from.compareTo(other.lastDate()) <= 0 && other.from.compareTo(lastDate()) <= 0;
        }

        static SpecialDayDraft of(SpecialDay day) {
            boolean allDay = day.kind() == SpecialDay.Kind.OFF
                    && day.time().equals(new MinuteRange(0, MinuteRange.MINUTES_PER_DAY));
            return new SpecialDayDraft(
                    day.kind(),
                    day.name(),
                    day.from().toString(),
                    day.until().toString(),
                    allDay ? "" : HoursNotation.write(day.time()),
                    day.yearly());
        }
    }

    /** Weekly hours, each day as {@code 09:00-13:00, 14:00-18:00}; a day off is empty. */
    public record Week(Map<DayOfWeek, String> days) {
        public static final Week CLOSED = new Week(Map.of());

        public Week {
            Map<DayOfWeek, String> all = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                all.put(day, days.getOrDefault(day, ""));
            }
            days = Collections.unmodifiableMap(all);
        }

        public String on(DayOfWeek day) {
            return days.getOrDefault(day, "");
        }

        static Week of(WeeklyHours hours) {
            Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
            hours.days().forEach((day, ranges) -> days.put(day, HoursNotation.write(ranges)));
            return new Week(days);
        }
    }

    SalonDraft with(Details changed) {
        return new SalonDraft(id, code, changed, hours, services, masters, calendars);
    }

    SalonDraft with(Week changed) {
        return new SalonDraft(id, code, details, changed, services, masters, calendars);
    }

    SalonDraft withServices(List<ServiceDraft> changed) {
        return new SalonDraft(id, code, details, hours, changed, masters, calendars);
    }

    SalonDraft withMasters(List<MasterDraft> changed) {
        return new SalonDraft(id, code, details, hours, services, changed, calendars);
    }

    SalonDraft with(String owner, CalendarDraft changed) {
        Map<String, CalendarDraft> all = new HashMap<>(calendars);
        all.put(owner, changed);
        return new SalonDraft(id, code, details, hours, services, masters, all);
    }
}
