package io.quickbooking.console.security.audit;

import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.booking.BookingCode;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.SalonName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * A line of the audit log, in the time zone of its salon.
 *
 * @param zone of the salon, where it is another one than the page's; null: the page's
 * @param actText key of what was done
 * @param subject what it was done to, by name where there is one
 * @param href of the page of what it was done to; null: there is none
 */
record AuditLine(
        String at,
        String machine,
        @Nullable String zone,
        String username,
        String actText,
        @Nullable String subject,
        @Nullable String href,
        @Nullable String salon,
        List<AuditDetails.Detail> details) {

    /**
     * @param customers names of those that lines are about
     * @param catalog the salon with its masters and services
     */
    static AuditLine of(
            AuditEntry entry,
            Desk desk,
            Map<UUID, String> customers,
            Function<UUID, Optional<Salon>> catalog,
            MessageSource texts) {
        SalonName name = desk.salons().stream()
                .filter(salon -> salon.id().equals(entry.salonId()))
                .findFirst()
                .orElse(null);
        Formats formats = name == null ? desk.formats() : new Formats(desk.locale(), name.zone());
        Salon salon = name == null || !name.isInOrder()
                ? null
                : catalog.apply(name.id()).orElse(null);
        AuditDetails details = new AuditDetails(formats, salon, name, desk.salons(), texts, desk.locale());
        String subject = entry.subject();
        return new AuditLine(
                formats.dayAndTime(entry.at()),
                formats.machine(entry.at()),
                name == null || name.zone().equals(desk.zone())
                        ? null
                        : name.zone().getId(),
                entry.username(),
                "audit.act." + entry.act().code(),
                subject == null ? null : named(entry, subject, customers, details, texts, desk.locale()),
                subject == null ? null : href(entry, subject, name, salon),
                name == null ? null : name.name(),
                details.of(entry));
    }

    /** The customer whom a line is about. */
    static Optional<UUID> customer(AuditEntry entry) {
        return switch (entry.act()) {
            case PHONE_REVEALED, CUSTOMER_NOTED, CUSTOMER_EXPORTED, CUSTOMER_ERASED ->
                Optional.ofNullable(entry.subject())
                        .filter(subject -> subject.matches("[0-9a-f-]{36}"))
                        .map(UUID::fromString);
            default -> Optional.empty();
        };
    }

    private static String named(
            AuditEntry entry,
            String subject,
            Map<UUID, String> customers,
            AuditDetails details,
            MessageSource texts,
            Locale locale) {
        Optional<UUID> customer = customer(entry);
        if (customer.isPresent()) {
            String known = customers.get(customer.get());
            return known == null || known.isBlank() ? texts.getMessage("audit.customer", null, locale) : known;
        }
        return switch (entry.act()) {
            case MESSAGE_SENT_AGAIN, MESSAGE_GIVEN_UP ->
                texts.getMessage("messages.message", new Object[] {subject}, locale);
            case SIMULATION_STARTED, SIMULATION_RESET -> texts.getMessage("audit.simulation", null, locale);
            case RACE_STARTED -> texts.getMessage("audit.race", null, locale);
            case CATALOG_CHANGED -> details.part(subject);
            default -> subject;
        };
    }

    private static @Nullable String href(
            AuditEntry entry, String subject, @Nullable SalonName name, @Nullable Salon salon) {
        return switch (entry.act()) {
            case BOOKING_MADE, BOOKING_MOVED, BOOKING_CANCELLED, BOOKING_COMPLETED, BOOKING_NO_SHOW, BOOKING_RESTORED ->
                BookingCode.normalize(subject)
                        .map(code -> "/admin/bookings/" + code)
                        .orElse(null);
            case PHONE_REVEALED, CUSTOMER_NOTED, CUSTOMER_EXPORTED, CUSTOMER_ERASED ->
                customer(entry).map(id -> "/admin/customers/" + id).orElse(null);
            case USER_ADDED, USER_CHANGED, PASSWORD_CHANGED ->
                ConsoleUser.isUsername(subject) ? "/admin/users/" + subject : null;
            case MESSAGE_SENT_AGAIN, MESSAGE_GIVEN_UP ->
                subject.matches("\\d{1,18}")
                                && !"inbound".equals(entry.details().get("direction"))
                        ? "/admin/messages/" + subject
                        : null;
            case SIMULATION_STARTED -> isUuid(subject) ? "/admin/simulator/" + subject : null;
            case RACE_STARTED -> isUuid(subject) ? "/admin/simulator/races/" + subject : null;
            case CATALOG_CHANGED -> name == null ? null : settings(subject, name, salon);
            default -> null;
        };
    }

    /** @param subject the salon's code, alone or with that of a master or a service */
    private static String settings(String subject, SalonName name, @Nullable Salon salon) {
        String page = "/admin/settings/salons/" + name.code();
        int slash = subject.indexOf('/');
        String part = slash < 0 ? "" : subject.substring(slash + 1);
        if (salon == null || part.isEmpty()) {
            return page;
        }
        if (salon.masters().stream().anyMatch(master -> master.code().equals(part))) {
            return page + "/masters/" + part;
        }
        return salon.services().stream().anyMatch(service -> service.code().equals(part))
                ? page + "/services/" + part
                : page;
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-f-]{36}");
    }
}
