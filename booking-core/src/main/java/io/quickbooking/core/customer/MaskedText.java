package io.quickbooking.core.customer;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks external texts for logs: without phone numbers, and without WhatsApp's message ids, which contain them in
 * Base64.
 */
public final class MaskedText {
    private static final int SHOWN = 4;
    private static final Pattern MESSAGE_ID = Pattern.compile("wamid\\.[A-Za-z0-9+/=_-]{13,}([A-Za-z0-9+/=_-]{8})");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z0-9-])\\+?\\d[\\d ().-]{5,22}\\d(?![A-Za-z0-9-])");

    private static final String PREFIX = "wamid.";
    private static final int HIDDEN_OF_ID = 13;
    private static final int SHOWN_OF_ID = 8;

    private MaskedText() {}

    /** Masks a text that usually is a message id; there is one for each tap, so this is faster. */
    public static String ofMessageId(String id) {
        return isUsual(id) ? PREFIX + "…" + id.substring(id.length() - SHOWN_OF_ID) : of(id);
    }

    /** Returns whether the shown end of the id has letters, so that it cannot be mistaken for a number. */
    private static boolean isUsual(String id) {
        int shown = id.length() - SHOWN_OF_ID;
        return shown >= PREFIX.length() + HIDDEN_OF_ID
                && id.startsWith(PREFIX)
                && id.chars().skip(PREFIX.length()).allMatch(MaskedText::isInIds)
                && id.chars().skip(shown + 1L).limit(SHOWN_OF_ID - 2L).anyMatch(MaskedText::isLetter);
    }

    private static boolean isInIds(int character) {
        return isLetter(character) || (character >= '0' && character <= '9') || "+/=_-".indexOf(character) >= 0;
    }

    private static boolean isLetter(int character) {
        return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }

    /** Masks a text but keeps the ends of numbers and ids, so that they can be told apart. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String withoutIds = MESSAGE_ID.matcher(text).replaceAll("wamid.…$1");
        return NUMBER.matcher(withoutIds).replaceAll((MatchResult found) -> {
            String digits = found.group().replaceAll("\\D", "");
            return "…" + digits.substring(digits.length() - SHOWN);
        });
    }
}
