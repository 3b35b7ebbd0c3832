package io.quickbooking.core.message;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Formats slots as titles of buttons, in one language: {@code 4:00 PM - Sarah}. */
final class SlotTitles {
    private static final int MAX_LENGTH = InteractiveMessage.Button.MAX_TITLE;
    private static final String SEPARATOR = " - ";

    private final Phrases phrases;
    private final LocalFormat format;

    SlotTitles(Phrases phrases, LocalFormat format) {
        this.phrases = phrases;
        this.format = format;
    }

    String title(ZonedDateTime start, String masterName, LocalDate reference) {
        return title(start, DisplayName.of(masterName).first(), reference, "");
    }

    /**
     * Returns distinct titles: masters with the same first name appear with the full name; if that does not help, all
     * titles are numbered.
     */
    List<String> titles(List<Alternative> alternatives, LocalDate reference) {
        List<String> byFirstName = alternatives.stream()
                .map(alternative -> title(alternative.start(), alternative.masterName(), reference))
                .toList();
        if (allDiffer(byFirstName)) {
            return byFirstName;
        }
        List<String> byFullName = withFullNamesWhereEqual(byFirstName, alternatives, reference);
        return allDiffer(byFullName) ? byFullName : numbered(alternatives, reference);
    }

    private List<String> withFullNamesWhereEqual(
            List<String> titles, List<Alternative> alternatives, LocalDate reference) {
        List<String> result = new ArrayList<>(titles);
        for (int i = 0; i < result.size(); i++) {
            if (Collections.frequency(titles, titles.get(i)) > 1) {
                Alternative alternative = alternatives.get(i);
                result.set(i, title(alternative.start(), DisplayName.of(alternative.masterName()), reference, ""));
            }
        }
        return result;
    }

    /** Numbers the titles like the lines of the message's body, which have the full names. */
    private List<String> numbered(List<Alternative> alternatives, LocalDate reference) {
        List<String> result = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            DisplayName name = DisplayName.of(alternative.masterName()).first();
            result.add(title(alternative.start(), name, reference, " " + (result.size() + 1)));
        }
        return result;
    }

    private String title(ZonedDateTime start, DisplayName name, LocalDate reference, String suffix) {
        String time = phrases.isolated(format.timeSeenFrom(reference, start));
        String whole = name.text() + suffix;
        int isolation = phrases.isolated(whole).length() - whole.length();
        int room = MAX_LENGTH - time.length() - SEPARATOR.length() - isolation - suffix.length();
        String who = (name.shortened(room) + suffix).strip();
        return who.isEmpty() ? time : time + SEPARATOR + phrases.isolated(who);
    }

    private static boolean allDiffer(List<String> titles) {
        return new HashSet<>(titles).size() == titles.size();
    }
}
