package io.quickbooking.console.calendar;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the calendar is asked for, as it was understood.
 *
 * @param master null: everybody
 * @param byMaster whether the list is told master by master, else by time
 * @param problems what was not understood, as the ends of texts' keys; something sensible is shown instead
 */
record CalendarFilter(
        Salon salon,
        View view,
        LocalDate today,
        LocalDate date,
        @Nullable Master master,
        boolean byMaster,
        List<String> problems) {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;

    enum View {
        DAY,
        WEEK,
        LIST,
        PRINT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The parameters of the address as they came. */
    record Asked(
            @Nullable String view,
            @Nullable String date,
            @Nullable String master,
            @Nullable String by) {}

    static CalendarFilter of(Asked asked, Salon salon, Instant now) {
        List<String> problems = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(now, salon.zone());
        return new CalendarFilter(
                salon,
                view(asked.view(), problems),
                today,
                date(asked.date(), problems).orElse(today),
                master(asked.master(), salon, problems),
                "master".equals(asked.by()),
                List.copyOf(problems));
    }

    private static View view(@Nullable String text, List<String> problems) {
        if (isBlank(text)) {
            return View.DAY;
        }
        Optional<View> found = Arrays.stream(View.values())
                .filter(view -> view.code().equals(text))
                .findFirst();
        if (found.isEmpty()) {
            problems.add("view");
        }
        return found.orElse(View.DAY);
    }

    private static Optional<LocalDate> date(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text.strip());
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        problems.add("date");
        return Optional.empty();
    }

    private static @Nullable Master master(@Nullable String reference, Salon salon, List<String> problems) {
        if (isBlank(reference)) {
            return null;
        }
        Optional<Master> found = salon.masters().stream()
                .filter(master -> master.code().equals(reference))
                .findFirst();
        if (found.isEmpty()) {
            problems.add("master");
        }
        return found.orElse(null);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** The first of the dates shown. */
    LocalDate from(DayOfWeek weekBegins) {
        return view == View.WEEK ? date.with(TemporalAdjusters.previousOrSame(weekBegins)) : date;
    }

    /** The date after the last shown. */
    LocalDate until(DayOfWeek weekBegins) {
        return from(weekBegins).plusDays(view == View.WEEK ? 7 : 1);
    }

    CalendarFilter at(LocalDate other) {
        return new CalendarFilter(salon, view, today, other, master, byMaster, problems);
    }

    CalendarFilter as(View other) {
        return new CalendarFilter(salon, other, today, date, master, byMaster, problems);
    }

    CalendarFilter of(@Nullable Master other) {
        return new CalendarFilter(salon, view, today, date, other, byMaster, problems);
    }

    CalendarFilter by(boolean master) {
        return new CalendarFilter(salon, view, today, date, this.master, master, problems);
    }

    /** A step back or forth: a day, or a week where weeks are shown. */
    CalendarFilter step(int steps) {
        return at(date.plusDays((view == View.WEEK ? 7L : 1L) * steps));
    }

    /** The address of this. */
    String href() {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/admin/calendar")
                .queryParam("salon", salon.code())
                .queryParam("view", view.code())
                .queryParam("date", date);
        if (master != null) {
            address.queryParam("master", master.code());
        }
        if (byMaster) {
            address.queryParam("by", "master");
        }
        return address.build().toUriString();
    }
}
