package io.quickbooking.core.catalog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A catalogue file that cannot be applied. Carries every problem found, so that one look mends them all; the message is
 * one line with the first of them.
 */
public final class CatalogFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final transient List<Problem> problems;

    /**
     * @param source what the reader calls the file, such as {@code catalog.yaml}
     * @param problems at least one
     */
    CatalogFileException(String source, List<Problem> problems) {
        super(message(source, problems));
        this.problems = List.copyOf(problems);
    }

    private static String message(String source, List<Problem> problems) {
        String first = "catalogue " + source + ": " + problems.get(0);
        int more = problems.size() - 1;
        return more == 0 ? first : first + " (and " + more + " more problem" + (more == 1 ? ")" : "s)");
    }

    /** In the order of their lines; not empty. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing wrong in a file, in one line of words.
     *
     * @param path for example {@code salons[0].masters[2].name}; empty when the file as a whole is meant
     * @param line counted from 1; 0 when the file as a whole is meant
     */
    public record Problem(String path, int line, String text) {
        /** Keys and values of the file stand in both, and what YAML says of a character may have that character in it. */
        public Problem {
            path = oneLine(path);
            text = oneLine(text);
        }

        private static String oneLine(String text) {
            return BREAKS.matcher(text).replaceAll("\uFFFD");
        }

        static Problem at(Place place, String text) {
            return new Problem(place.path(), place.line(), text);
        }

        /** For example {@code salons[0].name (line 3): must not be blank}. */
        @Override
        public String toString() {
            String place = new Place(path, line).toString();
            return place.isEmpty() ? text : place + ": " + text;
        }
    }

    /** Where something stands in a file. */
    record Place(String path, int line) {
        @Override
        public String toString() {
            if (line == 0) {
                return path;
            }
            return path.isEmpty() ? "line " + line : path + " (line " + line + ")";
        }
    }
}
