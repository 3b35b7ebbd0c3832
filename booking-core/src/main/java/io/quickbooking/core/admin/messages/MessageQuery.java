package io.quickbooking.core.admin.messages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query for messages of a salon, the newest first.
 *
 * @param state null for all
 * @param text the customer's name or phone, complete in any spelling or a part of it; empty for all customers
 * @param before only messages with a smaller id; null to start at the newest
 */
public record MessageQuery(
        UUID salonId,
        @Nullable MessageState state,
        String text,
        @Nullable Long before,
        int limit) {

    /** Returns the text as a LIKE pattern. */
    String namePattern() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** Returns the digits of the text if it may be a phone number; else null. */
    @Nullable
    String phonePattern() {
        String digits = text.replaceAll("\\D", "");
        return digits.length() >= 3 && text.matches("[\\d\\s()+.•-]+") ? "%" + digits + "%" : null;
    }
}
