package io.quickbooking.core.customer;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of others, fit for a log: without phone numbers, and without WhatsApp's message ids, which have them in Base64. */
public final class MaskedText {
    private static final int SHOWN = 4;
    private static final Pattern MESSAGE_ID = Pattern.compile("wamid\\.[A-Za-z0-9+/=_-]{13,}([A-Za-z0-9+/=_-]{8})");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z0-9-])\\+?\\d[\\d ().-]{5,22}\\d(?![A-Za-z0-9-])");

    private MaskedText() {}

    /** The ends stay, so that one can be told from another. */
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
