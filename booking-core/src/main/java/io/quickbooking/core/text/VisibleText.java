package io.quickbooking.core.text;

/** Whether a text shows anything at all. A name of which nothing can be seen is no name, wherever it comes from. */
public final class VisibleText {
    private VisibleText() {}

    /** Whether there is nothing but spaces, fillers, marks without a letter, and characters that format others. */
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

    /** Letters and symbols by category, which fonts draw as nothing: of Hangul, Braille and music. */
    private static boolean isFiller(int character) {
        return switch (character) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159 -> true;
            default -> false;
        };
    }
}
