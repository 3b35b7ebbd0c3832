package io.quickbooking.core.outbound;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the name of an outbound message, {@code qb-<id>}, which WhatsApp repeats in its statuses. */
final class CallbackData {
    private static final Pattern FORM = Pattern.compile("qb-(\\d{1,18})");

    private CallbackData() {}

    static String of(long id) {
        return "qb-" + id;
    }

    /** Returns the id; null if the data are not from this product. */
    static @Nullable Long id(@Nullable String callbackData) {
        Matcher matcher = FORM.matcher(callbackData == null ? "" : callbackData);
        return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
    }
}
