package io.quickbooking.core.text;

/** Decides whether a text shows anything. A name without visible characters is not a name, whatever its source. */
public final class VisibleText {
    private VisibleText() {}

    /** Returns whether the text has nothing but spaces, fillers, marks without a letter, and formatting characters. */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(VisibleText::isVisible);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> !isFiller(character);
        };
    }

    /** Recognizes letters and symbols by category that fonts draw as blank, in Hangul, Braille and music. */
    private static boolean isFiller(int character) {
        return switch (character) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159 -> true;
            default -> false;
        };
    }
}
