package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFileException.Place;
import io.quickbooking.core.catalog.CatalogNode.Fields;
import io.quickbooking.core.catalog.SpecialDay.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notation of special days in a catalogue file: {@code daysOff: [{ date: 2026-12-25, yearly: true, name: Christmas }]} and
 * {@code openings: [{ from: 2026-12-20, until: 2026-12-21, hours: "10:00-16:00" }]}.
 */
final class SpecialDayNotation {
    private static final MinuteRange ALL_DAY = new MinuteRange(0, MinuteRange.MINUTES_PER_DAY);
    private static final List<String> KEYS = List.of("date", "from", "until", "hours", "yearly", "name");
    private static final Pattern DATE = Pattern.compile("[12]\\d{3}-\\d{2}-\\d{2}");
    private static final int MAX_NAME = 100;

    private SpecialDayNotation() {}

    /** Returns the key for days of a kind. */
    static String key(Kind kind) {
        return kind == Kind.OFF ? "daysOff" : "openings";
    }

    /** Reads the days of a salon or a master: first those off, then those open, each in the order of the file. */
    static List<SpecialDay> read(Fields owner) {
        List<SpecialDay> days = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Map<SpecialDay, Place> seen = new HashMap<>();
            owner.optional(key(kind))
                    .ifPresent(list -> list.items()
                            .forEach(item -> read(item, kind).ifPresent(day -> {
                                @Nullable Place first = seen.putIfAbsent(day, item.place());
                                if (first != null) {
                                    item.report("is the same as " + first);
                                }
                                days.add(day);
                            })));
        }
        return days;
    }

    private static Optional<SpecialDay> read(CatalogNode item, Kind kind) {
        Fields fields = item.fields(KEYS);
        Optional<MinuteRange> time =
                kind == Kind.OFF && fields.optional("hours").isEmpty()
                        ? Optional.of(ALL_DAY)
                        : fields.required("hours").flatMap(HoursNotation::range);
        boolean yearly = fields.optional("yearly").map(CatalogNode::flag).orElse(false);
        String name = fields.optional("name").map(node -> node.text(MAX_NAME)).orElse("");
        boolean oneDate = fields.optional("date").isPresent();
        if (oneDate
                && (fields.optional("from").isPresent()
                        || fields.optional("until").isPresent())) {
            item.report("has either a date or from and until");
        }
        Optional<CatalogNode> lastAt =
                oneDate || fields.optional("from").isEmpty() ? fields.required("date") : fields.required("until");
        Optional<LocalDate> from = fields.optional(oneDate ? "date" : "from").flatMap(SpecialDayNotation::date);
        Optional<LocalDate> until = oneDate ? from : lastAt.flatMap(SpecialDayNotation::date);
        if (time.isEmpty() || from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> mistake = mistake(from.get(), until.get(), yearly);
        mistake.ifPresent(text -> lastAt.orElse(item).report(text));
        return mistake.isPresent()
                ? Optional.empty()
                : Optional.of(new SpecialDay(kind, name, from.get(), until.get(), time.get(), yearly));
    }

    private static Optional<String> mistake(LocalDate from, LocalDate until, boolean yearly) {
        if (until.isBefore(from)) {
            return Optional.of("must not be before from");
        }
        if (yearly && !from.equals(until)) {
            return Optional.of("what is yearly has a single date");
        }
        return until.isAfter(from.plusDays(SpecialDay.MOST_DAYS))
                ? Optional.of("must be at most " + SpecialDay.MOST_DAYS + " days after from")
                : Optional.empty();
    }

    static Optional<LocalDate> date(CatalogNode node) {
        String text = node.matching(written -> parsed(written).isPresent(), "a date such as 2026-12-25");
        return parsed(text);
    }

    static Optional<LocalDate> parsed(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    /** Returns the file's values for a day by key, in the order in which they are written. */
    static Map<String, String> write(SpecialDay day) {
        Map<String, String> written = new LinkedHashMap<>();
        if (day.from().equals(day.until())) {
            written.put("date", day.from().toString());
        } else {
            written.put("from", day.from().toString());
            written.put("until", day.until().toString());
        }
        if (day.kind() == Kind.OPEN || !day.time().equals(ALL_DAY)) {
            written.put("hours", HoursNotation.write(day.time()));
        }
        if (day.yearly()) {
            written.put("yearly", "true");
        }
        if (!day.name().isEmpty()) {
            written.put("name", day.name());
        }
        return written;
    }
}
