package io.quickbooking.console.security.audit;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.catalog.Service;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Puts what the log keeps for programs into the reader's words: times on the salon's clock, amounts in its currency, and
 * names in place of codes.
 *
 * @param salon null: the line concerns no single salon, or one that the reader does not see
 */
record AuditDetails(
        Formats formats,
        @Nullable Salon salon,
        @Nullable SalonName name,
        List<SalonName> salons,
        MessageSource texts,
        Locale locale) {
    private static final String CHANGED = " → ";
    /** As a move names where a booking was and where it is now. */
    private static final Pattern PLACE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?) (\\S+)");
    /** What a master has of their own for a service: code, length and price, each only where it differs. */
    private static final Pattern TERM = Pattern.compile("(\\S+)( \\d+ min)?(?: (\\d+))?");

    private static final Pattern SUMMARY =
            Pattern.compile("(salons|masters|services) (\\d+) created, (\\d+) changed, (\\d+) unchanged");

    /** What else is worth knowing. */
    record Detail(String label, String value) {}

    List<Detail> of(AuditEntry entry) {
        return entry.details().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(detail -> new Detail(label(entry, detail.getKey()), value(detail.getKey(), detail.getValue())))
                .toList();
    }

    /** The name of a part of the catalogue: a salon, or one of its masters or services. */
    String part(String subject) {
        int slash = subject.indexOf('/');
        if (slash < 0) {
            return name == null ? subject : name.name();
        }
        String code = subject.substring(slash + 1);
        String master = master(code);
        return master.equals(code) ? service(code) : master;
    }

    private String label(AuditEntry entry, String key) {
        if (entry.act() == AuditedAct.BOOKINGS_EXPORTED && (key.equals("from") || key.equals("to"))) {
            return text("audit." + key);
        }
        return text("audit.detail." + key, text("settings.field." + key, text("audit.detail.other")));
    }

    private String value(String key, String stored) {
        int arrow = stored.indexOf(CHANGED);
        if (arrow >= 0) {
            return single(key, stored.substring(0, arrow))
                    + CHANGED
                    + single(key, stored.substring(arrow + CHANGED.length()));
        }
        return single(key, stored);
    }

    private String single(String key, String stored) {
        if (stored.isBlank()) {
            return text("settings.value.none");
        }
        return switch (key) {
            case "customer" -> text("audit.informed." + stored.toLowerCase(Locale.ROOT), text("audit.value.other"));
            case "status" -> status(stored);
            case "from", "to" -> place(stored);
            case "role", "role_before" -> text("role." + stored.toLowerCase(Locale.ROOT), stored);
            case "although" ->
                Arrays.stream(stored.split(" "))
                        .map(rule -> text("audit.although." + rule, text("audit.value.other")))
                        .collect(Collectors.joining(", "));
            case "price" -> money(stored);
            case "terms" -> list(stored, this::term);
            case "services" -> list(stored, this::service);
            case "master" -> master(stored);
            case "kind" -> text("settings.kind." + stored, stored);
            case "language" -> Locale.forLanguageTag(stored).getDisplayName(locale);
            case "summary" -> summary(stored);
            case "salons_added", "salons_removed" -> list(stored, this::salonName);
            case "direction", "via" -> text("audit.value." + stored, text("audit.value.other"));
            case "active", "enabled", "ownHours", "yearly" -> text("audit.value." + stored, stored);
            default -> stored;
        };
    }

    private String status(String stored) {
        return text("booking.status." + stored.toLowerCase(Locale.ROOT), stored);
    }

    /** A place in the calendar, a status, or a day. */
    private String place(String stored) {
        Matcher place = PLACE.matcher(stored);
        if (place.matches()) {
            try {
                LocalDateTime at = LocalDateTime.parse(place.group(1));
                return formats.day(at.toLocalDate()) + ", " + formats.time(at.toLocalTime()) + ", "
                        + master(place.group(2));
            } catch (DateTimeException notATime) {
                return stored;
            }
        }
        return status(stored);
    }

    private String master(String code) {
        return Optional.ofNullable(salon).stream()
                .flatMap(found -> found.masters().stream())
                .filter(master -> master.code().equals(code))
                .map(Master::name)
                .findFirst()
                .orElse(code);
    }

    private String service(String code) {
        return Optional.ofNullable(salon).stream()
                .flatMap(found -> found.services().stream())
                .filter(service -> service.code().equals(code))
                .map(Service::name)
                .findFirst()
                .orElse(code);
    }

    private String salonName(String code) {
        return salons.stream()
                .filter(one -> one.code().equals(code))
                .map(SalonName::name)
                .findFirst()
                .orElse(code);
    }

    private String term(String stored) {
        Matcher term = TERM.matcher(stored);
        if (!term.matches()) {
            return stored;
        }
        String minutes = term.group(2);
        String price = term.group(3);
        return service(term.group(1))
                + (minutes == null
                        ? ""
                        : " " + texts.getMessage("booking.minutes", new Object[] {digits(minutes)}, locale))
                + (price == null ? "" : " " + money(price));
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    private String money(String minor) {
        return name == null || !minor.matches("\\d{1,15}")
                ? minor
                : formats.money(Long.parseLong(minor), name.currency().getCurrencyCode());
    }

    private String summary(String stored) {
        List<String> parts = SUMMARY.matcher(stored)
                .results()
                .map(part -> texts.getMessage(
                        "audit.summary." + part.group(1),
                        new Object[] {part.group(2), part.group(3), part.group(4)},
                        locale))
                .toList();
        return parts.isEmpty() ? stored : String.join("; ", parts);
    }

    private static String list(String stored, UnaryOperator<String> each) {
        return Arrays.stream(stored.split(", ")).map(each).collect(Collectors.joining(", "));
    }

    private String text(String key) {
        return texts.getMessage(key, null, locale);
    }

    private String text(String key, String otherwise) {
        return Optional.ofNullable(texts.getMessage(key, null, null, locale)).orElse(otherwise);
    }
}
