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
 * A salon as a user types it: text that has not been validated. Codes identify the salon, its masters and its services.
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

    /** Creates a salon without breaks or special days. */
    public SalonDraft(
            UUID id, String code, Details details, Week hours, List<ServiceDraft> services, List<MasterDraft> masters) {
        this(id, code, details, hours, services, masters, Map.of());
    }

    /** @param owner {@link #SALON} or the code of a master */
    public CalendarDraft calendar(String owner) {
        return calendars.getOrDefault(owner, CalendarDraft.EMPTY);
    }

    /**
     * The salon's own details. {@code displayPhone} may be empty.
     *
     * @param holdMinutes null to leave it unchanged, for forms without this field
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
     * A service as typed.
     *
     * @param price in minor units of the salon's currency
     * @param bufferBefore in minutes; null to leave it unchanged, for forms without this field
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
     * A master as typed.
     *
     * @param ownHours false for the salon's hours, whatever {@code hours} contains
     * @param services codes, the default service first
     * @param terms by the code of a service, where they differ from the service's own; terms of services that the master does
     *     not perform are ignored. Null to leave them unchanged, for forms without this field
     * @param worksFrom a date such as 2026-12-25, or empty; null to leave it unchanged
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

        /** Returns the terms of a service; empty ones if there are none. */
        public TermsDraft termsOf(String service) {
            return terms == null ? TermsDraft.NONE : terms.getOrDefault(service, TermsDraft.NONE);
        }
    }

    /**
     * The terms on which a master performs a service; empty values stand for the service's own. {@code price} in minor units.
     */
    public record TermsDraft(String minutes, String price) {
        public static final TermsDraft NONE = new TermsDraft("", "");
    }

    /** Breaks and special days of a salon or a master. */
    public record CalendarDraft(Week breaks, List<SpecialDayDraft> days) {
        public static final CalendarDraft EMPTY = new CalendarDraft(Week.CLOSED, List.of());

        public CalendarDraft {
            days = List.copyOf(days);
        }
    }

    /**
     * Dates that differ from their weekday's hours, see {@link SpecialDay}.
     *
     * @param from a date such as 2026-12-25
     * @param until the last date, included; empty for the same date
     * @param hours such as {@code 10:00-16:00}; empty for all day, which is for days off only
     */
    public record SpecialDayDraft(
            SpecialDay.Kind kind, String name, String from, String until, String hours, boolean yearly) {
        /** Returns a token that identifies this day among those of its owner, as long as it is unchanged. */
        public String key() {
            return UUID.nameUUIDFromBytes(toString().getBytes(StandardCharsets.UTF_8))
                    .toString();
        }

        /** Returns the last date, included. */
        String lastDate() {
            return until.isEmpty() ? from : until;
        }

        /** Returns whether both have a date in common, as far as the typed texts are dates, which compare as texts. */
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
