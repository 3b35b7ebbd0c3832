package io.quickbooking.core.inbox;

import io.quickbooking.core.text.VisibleText;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cleans external text for storage and display. Lengths are in UTF-16 units. */
public final class ReceivedText {
    public static final int MAX_PROFILE_NAME = 100;

    private static final int REPLACEMENT = 0xFFFD;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private ReceivedText() {}

    /** Returns the text with U+FFFD in place of control characters and unpaired surrogates. */
    public static String printable(String text) {
        return replace(text, character -> isControl(character) || isUnpairedSurrogate(character));
    }

    /** Returns the text as PostgreSQL can store it: without NUL, unpaired surrogates replaced. */
    public static String storable(String text) {
        return replace(text.replace("\0", ""), ReceivedText::isUnpairedSurrogate);
    }

    /** Returns the text with U+FFFD in place of characters that no page can show; line breaks and tabs stay. */
    public static String readable(String text) {
        return replace(
                text,
                character -> (Character.getType(character) == Character.CONTROL && !Character.isWhitespace(character))
                        || isUnpairedSurrogate(character));
    }

    /** Returns the beginning of the text, at most {@code max} long; surrogate pairs stay whole. */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /**
     * Returns a name that staff may see, at most 100 long and cut between visible characters; null: no part of it is
     * visible.
     */
    public static @Nullable String profileName(String text) {
        StringBuilder name = new StringBuilder();
        text.codePoints()
                .filter(character -> !isControl(character) && !isBidi(character) && !isUnpairedSurrogate(character))
                .forEach(name::appendCodePoint);
        String cut =
                cutBetweenGraphemes(name.toString().strip(), MAX_PROFILE_NAME).strip();
        return VisibleText.isBlank(cut) ? null : cut;
    }

    private static String cutBetweenGraphemes(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = 0;
        Matcher grapheme = GRAPHEME.matcher(text);
        while (grapheme.find() && grapheme.end() <= max) {
            end = grapheme.end();
        }
        // One letter with a hundred accents exceeds the limit; a cut name is better than none.
        return end > 0 ? text.substring(0, end) : cut(text, max);
    }

    private static String replace(String text, IntPredicate unwanted) {
        int first = 0;
        while (first < text.length() && !unwanted.test(text.codePointAt(first))) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length()).append(text, 0, first);
        text.substring(first)
                .codePoints()
                .map(character -> unwanted.test(character) ? REPLACEMENT : character)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Detects marks, embeddings, overrides and isolates: they could reverse the text beside a name. */
    private static boolean isBidi(int character) {
        return character == 0x061C
                || character == 0x200E
                || character == 0x200F
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private static boolean isUnpairedSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
