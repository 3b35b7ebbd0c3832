package io.quickbooking.core.outbound;

import org.jspecify.annotations.Nullable;

/** Shortens and cleans external text for a column. */
final class ErrorText {
    private static final int MAX_ERROR = 500;
    private static final int MAX_WAMID = 512;

    private ErrorText() {}

    static @Nullable String error(@Nullable String text) {
        return text == null ? null : clip(text, MAX_ERROR);
    }

    /** Returns the id; null if the text cannot be an id: half of one would match nothing. */
    static @Nullable String wamid(@Nullable String text) {
        return text == null || text.length() > MAX_WAMID || text.indexOf('\0') >= 0 ? null : text;
    }

    private static String clip(String text, int limit) {
        // PostgreSQL's text cannot store U+0000.
        String clean = text.replace("\0", "");
        return clean.length() <= limit ? clean : clean.substring(0, limit - 1) + "…";
    }
}
