package io.quickbooking.core.admin.lookup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The booking after which the next page of a list begins, as text in addresses: {@code 2026-06-02T19:00:00Z.BK847392}. */
public record BookingCursor(Instant start, String code) {
    private static final Pattern FORM = Pattern.compile("(\\S{20,40})\\.(\\w{1,10})");

    /** Parses a cursor; empty if the text is not one, and the list then starts at its first page. */
    public static Optional<BookingCursor> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BookingCursor(Instant.parse(form.group(1)), form.group(2)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return start + "." + code;
    }
}
