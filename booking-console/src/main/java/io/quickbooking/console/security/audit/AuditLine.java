package io.quickbooking.console.security.audit;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.AuditEntry;
import io.quickbooking.core.admin.ConsoleUser;
import io.quickbooking.core.booking.BookingCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * A line of the audit log.
 *
 * @param actText key of what was done
 * @param href of the page of what it was done to; null: there is none
 */
record AuditLine(
        String at,
        String machine,
        String username,
        String actText,
        @Nullable String subject,
        @Nullable String href,
        @Nullable String salon,
        List<Detail> details) {
    /** What else is worth knowing. */
    record Detail(String label, String value) {}

    static AuditLine of(
            AuditEntry entry, Map<UUID, String> salons, Formats formats, MessageSource texts, Locale locale) {
        return new AuditLine(
                formats.dayAndTime(entry.at()),
                formats.machine(entry.at()),
                entry.username(),
                "audit.act." + entry.act().code(),
                entry.subject(),
                Optional.ofNullable(entry.subject())
                        .map(subject -> href(entry, subject))
                        .orElse(null),
                entry.salonId() == null ? null : salons.get(entry.salonId()),
                entry.details().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(detail -> detail(detail, texts, locale))
                        .toList());
    }

    private static @Nullable String href(AuditEntry entry, String subject) {
        switch (entry.act()) {
            case BOOKING_CANCELLED, BOOKING_COMPLETED, BOOKING_NO_SHOW, BOOKING_RESTORED:
                return BookingCode.normalize(subject)
                        .map(code -> "/admin/bookings/" + code)
                        .orElse(null);
            case PHONE_REVEALED:
                return isUuid(subject) ? "/admin/customers/" + subject : null;
            case USER_ADDED, USER_CHANGED, PASSWORD_CHANGED:
                return ConsoleUser.isUsername(subject) ? "/admin/users/" + subject : null;
            default:
                return null;
        }
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-f-]{36}");
    }

    /** Pages may note details that have no text of their own; their keys are shown then. */
    private static Detail detail(Map.Entry<String, String> detail, MessageSource texts, Locale locale) {
        String value = detail.getValue();
        String valueText =
                detail.getKey().startsWith("role") ? "role." + value.toLowerCase(Locale.ROOT) : "audit.value." + value;
        return new Detail(
                text(texts, "audit.detail." + detail.getKey(), detail.getKey(), locale),
                text(texts, valueText, value, locale));
    }

    private static String text(MessageSource texts, String key, String otherwise, Locale locale) {
        return Optional.ofNullable(texts.getMessage(key, null, otherwise, locale))
                .orElse(otherwise);
    }
}
