package io.quickbooking.console.security.audit;

import io.quickbooking.core.audit.AuditFilter;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.BookingCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The filter as typed; what makes no sense is left out, and the page says so. */
record TypedFilter(String user, String act, String subject, String from, String to) {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;

    TypedFilter {
        user = cleaned(user);
        act = cleaned(act);
        subject = cleaned(subject);
        from = cleaned(from);
        to = cleaned(to);
    }

    private static String cleaned(String typed) {
        return typed.replaceAll("\\p{Cntrl}", "").strip();
    }

    public boolean any() {
        return !typed().isEmpty();
    }

    /** What is not empty, by the names of the form. */
    Map<String, String> typed() {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("user", user);
        typed.put("act", act);
        typed.put("subject", subject);
        typed.put("from", from);
        typed.put("to", to);
        typed.values().removeIf(String::isEmpty);
        return typed;
    }

    public @Nullable String badFrom() {
        return from.isEmpty() || date(from).isPresent() ? null : from;
    }

    public @Nullable String badTo() {
        return to.isEmpty() || date(to).isPresent() ? null : to;
    }

    public @Nullable String badAct() {
        return act.isEmpty() || knownAct().isPresent() ? null : act;
    }

    AuditFilter meant(ZoneId zone) {
        return new AuditFilter(
                user.isEmpty() ? null : user,
                knownAct().orElse(null),
                subject.isEmpty() ? null : BookingCode.normalize(subject).orElse(subject),
                date(from).map(day -> day.atStartOfDay(zone).toInstant()).orElse(null),
                date(to).map(day -> day.plusDays(1).atStartOfDay(zone).toInstant())
                        .orElse(null));
    }

    private Optional<AuditedAct> knownAct() {
        return Arrays.stream(AuditedAct.values())
                .filter(known -> known.code().equals(act))
                .findFirst();
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed))
                    .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
