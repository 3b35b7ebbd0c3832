package io.quickbooking.core.message;

import io.quickbooking.core.text.VisibleText;
import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A typed name as one line in which nothing formats, hides or reorders the text around it. */
record DisplayName(String text) {
    /** The limit in the database; a card with two such names stays far below WhatsApp's limit. */
    private static final int MAX_LENGTH = 100;

    private static final String ELLIPSIS = "…";
    private static final String NOTHING_VISIBLE = "-";
    private static final char SPACE = ' ';

    /**
     * Matches one character as a reader sees it. Before Java 20, {@link java.text.BreakIterator} splits families of
     * emoji and pairs of flag letters; this does not.
     */
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    static DisplayName of(String typed) {
        // The name is normalized before the replacement, because normalisation can produce a backtick.
        String normalized = Normalizer.normalize(typed, Normalizer.Form.NFC);
        StringBuilder line = new StringBuilder(normalized.length());
        normalized
                .codePoints()
                .filter(DisplayName::isShown)
                .map(DisplayName::harmless)
                .forEach(line::appendCodePoint);
        String text = shortened(line.toString().strip().replaceAll(" +", " "), MAX_LENGTH);
        return new DisplayName(VisibleText.isBlank(text) ? NOTHING_VISIBLE : text);
    }

    DisplayName first() {
        int space = text.indexOf(SPACE);
        return space < 0 ? this : new DisplayName(text.substring(0, space));
    }

    /**
     * Returns at most this many UTF-16 units, whole characters followed by an ellipsis; empty if not even one of them
     * fits.
     */
    String shortened(int maxLength) {
        return shortened(text, maxLength);
    }

    static String shortened(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = 0;
        Matcher grapheme = GRAPHEME.matcher(text);
        while (grapheme.find() && grapheme.end() + ELLIPSIS.length() <= maxLength) {
            end = grapheme.end();
        }
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /** Shortens like {@link #shortened(int)}, but keeps the end: an ellipsis and whole characters. */
    String end(int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        Matcher grapheme = GRAPHEME.matcher(text);
        int begin = text.length();
        while (begin == text.length() && grapheme.find()) {
            if (text.length() - grapheme.start() + ELLIPSIS.length() <= maxLength) {
                begin = grapheme.start();
            }
        }
        return begin == text.length() ? "" : ELLIPSIS + text.substring(begin).stripLeading();
    }

    private static boolean isShown(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.SURROGATE && (type != Character.FORMAT || joins(codePoint));
    }

    /** Returns whether letters of Persian and Indian scripts or parts of an emoji would separate without it. */
    private static boolean joins(int codePoint) {
        return codePoint == ZERO_WIDTH_JOINER
                || codePoint == ZERO_WIDTH_NON_JOINER
                || (codePoint >= FIRST_TAG && codePoint <= LAST_TAG);
    }

    /** Replaces WhatsApp's formatting marks by look-alike characters, and all white space by a space. */
    private static int harmless(int codePoint) {
        return switch (codePoint) {
            case '*' -> '∗';
            case '_' -> 'ˍ';
            case '~' -> '∼';
            case '`' -> 'ˋ';
            default -> separates(codePoint) ? SPACE : codePoint;
        };
    }

    private static boolean separates(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }
}
