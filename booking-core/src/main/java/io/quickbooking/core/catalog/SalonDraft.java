package io.quickbooking.core.catalog;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A salon as somebody types it: text that nobody has checked yet. Codes say which salon, master and service are meant.
 *
 * @param id of the salon in the database; a new one has an id that the database does not know
 */
public record SalonDraft(
        UUID id, String code, Details details, Week hours, List<ServiceDraft> services, List<MasterDraft> masters) {
    public SalonDraft {
        services = List.copyOf(services);
        masters = List.copyOf(masters);
    }

    /** What is said of the salon itself. {@code displayPhone} may be empty. */
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
            boolean active) {}

    /** @param price in minor units of the salon's currency */
    public record ServiceDraft(String code, String name, String minutes, String price, boolean active) {}

    /**
     * @param ownHours false: the salon's hours, whatever {@code hours} says
     * @param services codes, the default service first
     */
    public record MasterDraft(
            String code, String name, boolean active, boolean ownHours, Week hours, List<String> services) {
        public MasterDraft {
            services = List.copyOf(services);
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
        return new SalonDraft(id, code, changed, hours, services, masters);
    }

    SalonDraft with(Week changed) {
        return new SalonDraft(id, code, details, changed, services, masters);
    }

    SalonDraft withServices(List<ServiceDraft> changed) {
        return new SalonDraft(id, code, details, hours, changed, masters);
    }

    SalonDraft withMasters(List<MasterDraft> changed) {
        return new SalonDraft(id, code, details, hours, services, changed);
    }
}
