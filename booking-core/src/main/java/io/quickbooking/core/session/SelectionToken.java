package io.quickbooking.core.session;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one selection of one session, {@code <session id>.<number>}, in the ids of the buttons on its card. It is no
 * secret: only the customer of that session can use it.
 *
 * @param number counts the selections of a session from 1
 */
public record SelectionToken(UUID sessionId, int number) {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([1-9]\\d{0,8})");

    public static Optional<SelectionToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new SelectionToken(UUID.fromString(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return sessionId + "." + number;
    }
}
