package io.quickbooking.console.health;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param what the end of the keys of its texts
 * @param state {@code ok}, {@code warn}, {@code bad} or {@code muted}, which is neither
 * @param value as shown
 * @param advises whether to say what to do about it
 * @param text the end of the key of what it means
 */
record Line(String what, String state, @Nullable String value, boolean advises, String text) {
    private Line(String what, String state, @Nullable String value, boolean advises) {
        this(what, state, value, advises, what + ".text");
    }

    static Line unknown(String what) {
        return new Line(what, "unknown", null, false);
    }

    /** The same, with another text to say what it means. */
    Line meaning(String other) {
        return new Line(what, state, value, advises, other);
    }

    static Line ok(String what, @Nullable String value) {
        return new Line(what, "ok", value, false);
    }

    static Line warn(String what, @Nullable String value) {
        return new Line(what, "warn", value, true);
    }

    static Line bad(String what, @Nullable String value) {
        return new Line(what, "bad", value, true);
    }

    static Line told(String what, @Nullable String value) {
        return new Line(what, "muted", value, false);
    }
}
