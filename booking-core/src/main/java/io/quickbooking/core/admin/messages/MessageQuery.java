package io.quickbooking.core.admin.messages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a salon are wanted, the newest first.
 *
 * @param state null: all
 * @param text the customer's name or their phone, whole in any spelling or a piece of it; empty: of anybody
 * @param before only messages with a smaller id; null: from the newest
 */
public record MessageQuery(
        UUID salonId,
        @Nullable MessageState state,
        String text,
        @Nullable Long before,
        int limit) {

    /** The text as a pattern of LIKE. */
    String namePattern() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** The digits of the text, where it may be a phone number; else null. */
    @Nullable
    String phonePattern() {
        String digits = text.replaceAll("\\D", "");
        return digits.length() >= 3 && text.matches("[\\d\\s()+.•-]+") ? "%" + digits + "%" : null;
    }
}
