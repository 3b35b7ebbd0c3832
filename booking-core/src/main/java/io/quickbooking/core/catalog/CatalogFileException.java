package io.quickbooking.core.catalog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A catalogue file that cannot be applied. It carries every problem found, so that all can be corrected at once; the message is
 * one line with the first of them.
 */
public final class CatalogFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final transient List<Problem> problems;

    /**
     * @param source the file's name for the reader, such as {@code catalog.yaml}
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

    /** Returns the problems in the order of their lines; not empty. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * A problem in a file, described in one line.
     *
     * @param path for example {@code salons[0].masters[2].name}; empty for the file as a whole
     * @param line counted from 1; 0 for the file as a whole
     */
    public record Problem(String path, int line, String text) {
        /** Both may contain keys and values of the file, and YAML's message about a character may contain that character. */
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

        /** Returns, for example, {@code salons[0].name (line 3): must not be blank}. */
        @Override
        public String toString() {
            String place = new Place(path, line).toString();
            return place.isEmpty() ? text : place + ": " + text;
        }
    }

    /** A place in a file. */
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
