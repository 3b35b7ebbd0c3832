package io.quickbooking.console.settings;

import io.quickbooking.core.catalog.SalonDraft.Week;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;

/** Weekly hours as seven lines, named {@code workingHours.mon} and so on as the fields of catalogue files. */
final class WeekForm {
    /** Which days each button fills. */
    private static final Map<String, Set<DayOfWeek>> FILLS = Map.of(
            "mon-fri", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            "sun-thu",
                    EnumSet.of(
                            DayOfWeek.SUNDAY,
                            DayOfWeek.MONDAY,
                            DayOfWeek.TUESDAY,
                            DayOfWeek.WEDNESDAY,
                            DayOfWeek.THURSDAY),
            "all", EnumSet.allOf(DayOfWeek.class));

    static final String HOURS = "workingHours.";
    static final String BREAKS = "breaks.";

    /** In front of the names of hidden fields with the lines as they were. */
    private static final String BEFORE = "before.";

    private static final String UNDO = "undo";

    private WeekForm() {}

    static Week read(MultiValueMap<String, String> form) {
        return read(HOURS, form);
    }

    /** @param prefix of the fields */
    static Week read(String prefix, MultiValueMap<String, String> form) {
        Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, FormText.of(form, prefix + field(day)));
        }
        return new Week(days);
    }

    /** Says what a button of the form has done, before anything is saved. */
    sealed interface Fill permits Copied, NothingToCopy, Undone {
        /** Applies the function of this case. */
        default <R> R match(
                Function<Copied, R> copied, Function<NothingToCopy, R> nothingToCopy, Function<Undone, R> undone) {
            if (this instanceof Copied it) {
                return copied.apply(it);
            }
            if (this instanceof NothingToCopy it) {
                return nothingToCopy.apply(it);
            }
            if (this instanceof Undone it) {
                return undone.apply(it);
            }
            throw new AssertionError(this);
        }

        /** The week to show. */
        Week week();
    }

    /**
     * The hours of one day were copied to others.
     *
     * @param before the week that can be restored
     */
    record Copied(Week week, DayOfWeek from, Set<DayOfWeek> to, Week before) implements Fill {}

    /** The day that was to be copied is empty: copying it would wipe the others. */
    record NothingToCopy(Week week, DayOfWeek from) implements Fill {}

    /** The week is as it was before. */
    record Undone(Week week) implements Fill {}

    /** Present when one of the buttons that fill the form was pressed. */
    static Optional<Fill> fill(String prefix, Week week, MultiValueMap<String, String> form) {
        if (!FormText.isTicked(form, "fill")) {
            return Optional.empty();
        }
        String group = FormText.of(form, "fill");
        if (group.equals(UNDO)) {
            return Optional.of(new Undone(read(BEFORE + prefix, form)));
        }
        DayOfWeek from = day(FormText.of(form, "copy"))
                .or(() -> source(week, WeekFields.ISO.getFirstDayOfWeek()))
                .orElse(DayOfWeek.MONDAY);
        String pattern = week.on(from);
        if (pattern.isBlank()) {
            return Optional.of(new NothingToCopy(week, from));
        }
        Set<DayOfWeek> to = FILLS.getOrDefault(group, Set.of());
        Map<DayOfWeek, String> filled = new EnumMap<>(week.days());
        to.forEach(day -> filled.put(day, pattern));
        return Optional.of(new Copied(new Week(filled), from, to, week));
    }

    /** The first day that has anything to copy. */
    private static Optional<DayOfWeek> source(Week week, DayOfWeek first) {
        return Stream.iterate(first, day -> day.plus(1))
                .limit(DayOfWeek.values().length)
                .filter(day -> !week.on(day).isBlank())
                .findFirst();
    }

    private static Optional<DayOfWeek> day(String field) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> field(day).equals(field))
                .findFirst();
    }

    /** What the form says about the button, for its page. */
    static void tell(@Nullable Fill fill, String prefix, Week week, Locale locale, Model model) {
        Told told = fill == null
                ? new Told(null, "info", null, List.of())
                : fill.match(
                        copied -> new Told(
                                "settings.hours.copied",
                                "info",
                                copied.from(),
                                lines(BEFORE + prefix, copied.before(), locale)),
                        nothing -> new Told("settings.hours.nothing-to-copy", "warn", nothing.from(), List.of()),
                        undone -> new Told("settings.hours.undone", "info", null, List.of()));
        model.addAttribute("before", told.before());
        model.addAttribute("filled", told.key());
        model.addAttribute("filledKind", told.kind());
        model.addAttribute("filledFrom", told.from() == null ? "" : name(told.from(), locale));
        DayOfWeek chosen = told.from() != null
                ? told.from()
                : source(week, WeekFields.of(region(locale)).getFirstDayOfWeek())
                        .orElse(DayOfWeek.MONDAY);
        model.addAttribute(
                "copies",
                lines("", week, locale).stream()
                        .map(line -> new Copy(
                                line.field(), line.label(), line.field().equals(field(chosen))))
                        .toList());
    }

    /**
     * The notice of the form after a fill.
     *
     * @param key of the text; null: no notice
     * @param from the day that is copied; null: none
     * @param before the lines that can be restored
     */
    private record Told(
            @Nullable String key, String kind, @Nullable DayOfWeek from, List<Line> before) {}

    private static String name(DayOfWeek day, Locale locale) {
        return day.getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }

    /** The lines in the order of the operator's week. */
    static List<Line> lines(Week week, Locale locale) {
        return lines(HOURS, week, locale);
    }

    static List<Line> lines(String prefix, Week week, Locale locale) {
        List<Line> lines = new ArrayList<>();
        DayOfWeek day = WeekFields.of(region(locale)).getFirstDayOfWeek();
        for (int i = 0; i < DayOfWeek.values().length; i++) {
            lines.add(
                    new Line(prefix + field(day), day.getDisplayName(TextStyle.FULL_STANDALONE, locale), week.on(day)));
            day = day.plus(1);
        }
        return lines;
    }

    /** A language without a region has no week of its own; Hebrew's begins on Sunday. */
    private static Locale region(Locale locale) {
        return locale.getLanguage().equals("he") ? Locale.forLanguageTag("he-IL") : Locale.ROOT;
    }

    private static String field(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /** A day whose line can be copied. */
    record Copy(String field, String label, boolean chosen) {}

    record Line(String field, String label, String value) {}
}
