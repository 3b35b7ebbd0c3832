package io.quickbooking.console.security.users;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A password that somebody has thought up, typed twice. */
record NewPassword(String text, String repeated) {
    private static final int SHORTEST = 12;
    /** bcrypt takes no more bytes. */
    private static final int LONGEST_BYTES = 72;

    /** What is wrong with it for this user: the field and the key of the text that says it. */
    Map<String, String> errors(String username) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (text.codePointCount(0, text.length()) < SHORTEST) {
            errors.put("password", "user.error.too-short");
        } else if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            errors.put("password", "user.error.too-long");
        } else if (text.strip().equalsIgnoreCase(username)) {
            errors.put("password", "user.error.is-name");
        } else if (!text.equals(repeated)) {
            errors.put("repeat", "user.error.repeat");
        }
        return errors;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewPassword[]";
    }
}
