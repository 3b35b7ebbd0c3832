package io.quickbooking.console.conflicts;

import io.quickbooking.core.analytics.ConflictsQuery;
import io.quickbooking.core.analytics.ConflictsQuery.Position;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page is asked for, as it was understood.
 *
 * @param from the first day
 * @param to the last day
 * @param chosenStep null: what suits the period
 * @param problems what was not understood, as the ends of texts' keys; something sensible is shown instead
 */
record ConflictsFilter(
        Salon salon,
        LocalDate today,
        LocalDate from,
        LocalDate to,
        @Nullable Master master,
        @Nullable Step chosenStep,
        @Nullable Integer weekday,
        @Nullable Integer hour,
        @Nullable Position olderThan,
        List<String> problems) {
    private static final int DEFAULT_DAYS = 7;
    private static final int MOST_DAYS = 366;
    private static final int MOST_DAYS_BY_HOUR = 14;
    private static final int MICROS = 1_000_000;

    /** The parameters of the address as they came. */
    record Asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String master,
            @Nullable String bucket,
            @Nullable String weekday,
            @Nullable String hour,
            @Nullable String older) {}

    static ConflictsFilter of(Asked asked, Salon salon, Instant now) {
        List<String> problems = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(now, salon.zone());
        Optional<LocalDate> askedTo = date(asked.to(), "to", problems);
        LocalDate to = askedTo.orElse(today);
        LocalDate from = date(asked.from(), "from", problems).orElse(to.minusDays(DEFAULT_DAYS - 1L));
        if (askedTo.isEmpty() && from.isAfter(to)) {
            to = from;
        }
        if (from.isAfter(to)) {
            problems.add("order");
            from = to.minusDays(DEFAULT_DAYS - 1L);
        } else if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            problems.add("long");
            from = to.minusDays(MOST_DAYS - 1L);
        }
        Step step = step(asked.bucket(), problems);
        if (step == Step.HOUR && ChronoUnit.DAYS.between(from, to) >= MOST_DAYS_BY_HOUR) {
            problems.add("hours");
            step = null;
        }
        return new ConflictsFilter(
                salon,
                today,
                from,
                to,
                master(asked.master(), salon, problems),
                step,
                number(asked.weekday(), 1, 7, "weekday", problems),
                number(asked.hour(), 0, 23, "hour", problems),
                position(asked.older(), problems),
                List.copyOf(problems));
    }

    private static Optional<LocalDate> date(@Nullable String text, String name, List<String> problems) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text.strip());
            if (date.getYear() >= 2000 && date.getYear() < 2200) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        problems.add(name);
        return Optional.empty();
    }

    private static @Nullable Step step(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) {
            return null;
        }
        switch (text) {
            case "hour":
                return Step.HOUR;
            case "day":
                return Step.DAY;
            default:
                problems.add("bucket");
                return null;
        }
    }

    private static @Nullable Master master(@Nullable String reference, Salon salon, List<String> problems) {
        if (reference == null || reference.isBlank()) {
            return null;
        }
        Optional<Master> found = salon.masters().stream()
                .filter(master -> master.code().equals(reference)
                        || master.id().toString().equals(reference))
                .findFirst();
        if (found.isEmpty()) {
            problems.add("master");
        }
        return found.orElse(null);
    }

    private static @Nullable Integer number(
            @Nullable String text, int least, int most, String name, List<String> problems) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.matches("[0-9]{1,2}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        problems.add(name);
        return null;
    }

    /** Microseconds, which is as finely as PostgreSQL keeps time, and the id. */
    private static @Nullable Position position(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.matches("[0-9]{1,16}-[0-9]{1,18}")) {
            problems.add("older");
            return null;
        }
        String[] parts = text.split("-");
        long micros = Long.parseLong(parts[0]);
        return new Position(Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1_000), Long.parseLong(parts[1]));
    }

    static String write(Position position) {
        Instant at = position.decidedAt();
        return at.getEpochSecond() * MICROS + at.getNano() / 1_000 + "-" + position.id();
    }

    /** How many days are looked at. */
    long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    Step step() {
        return chosenStep != null ? chosenStep : days() <= 2 ? Step.HOUR : Step.DAY;
    }

    MetricsQuery metrics(Instant now) {
        return MetricsQuery.ofDays(
                salon.id(), master == null ? null : master.id(), from, to, salon.zone(), step(), now);
    }

    ConflictsQuery list() {
        return new ConflictsQuery(
                salon.id(), master == null ? null : master.id(), period(), salon.zone(), weekday, hour, olderThan);
    }

    private Period period() {
        return new Period(startOf(from), startOf(to.plusDays(1)));
    }

    private Instant startOf(LocalDate date) {
        return date.atStartOfDay(salon.zone()).toInstant();
    }

    /** The address of this page. */
    String url() {
        return url(from, to, weekday, hour, olderThan);
    }

    /** This page with other days, from its beginning and for all hours. */
    String url(LocalDate otherFrom, LocalDate otherTo) {
        return url(otherFrom, otherTo, null, null, null);
    }

    /** This page with the list for the slots of one hour of the week; null: of all. */
    String url(@Nullable Integer otherWeekday, @Nullable Integer otherHour) {
        return url(from, to, otherWeekday, otherHour, null);
    }

    String url(@Nullable Position otherOlderThan) {
        return url(from, to, weekday, hour, otherOlderThan);
    }

    private String url(
            LocalDate otherFrom,
            LocalDate otherTo,
            @Nullable Integer otherWeekday,
            @Nullable Integer otherHour,
            @Nullable Position otherOlderThan) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/admin/conflicts")
                .queryParam("salon", salon.code())
                .queryParam("from", otherFrom)
                .queryParam("to", otherTo)
                .queryParamIfPresent("master", Optional.ofNullable(master).map(Master::code))
                .queryParamIfPresent(
                        "bucket", Optional.ofNullable(chosenStep).map(step -> step == Step.HOUR ? "hour" : "day"))
                .queryParamIfPresent("weekday", Optional.ofNullable(otherWeekday))
                .queryParamIfPresent("hour", Optional.ofNullable(otherHour))
                .queryParamIfPresent(
                        "older", Optional.ofNullable(otherOlderThan).map(ConflictsFilter::write));
        return url.encode().toUriString();
    }
}
