package io.quickbooking.console.bookings;

import io.quickbooking.core.admin.lookup.BookingFilter;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A query understood. What cannot be is left out and named, so that nobody takes the list for what they asked for.
 *
 * @param problems keys of texts
 */
record Asked(
        BookingFilter filter,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<String> problems) {
    /** Among the statuses of the address: confirmed, over, and without a word of how it went. */
    static final String WAITING = "WAITING";

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    /**
     * @param now the list begins with its day at the salon unless the address says otherwise
     * @param customers whom the text means; null: there is no text
     */
    static Asked of(BookingQuery query, Salon salon, Instant now, @Nullable List<UUID> customers) {
        boolean waiting = query.status() != null && query.status().strip().equals(WAITING);
        List<String> problems = new ArrayList<>();
        LocalDate from = query.from() == null && query.text().isEmpty() && !waiting
                ? LocalDate.ofInstant(now, salon.zone())
                : understood(query.from(), Asked::date, "from", problems);
        LocalDate to = understood(query.to(), Asked::date, "to", problems);
        Master master = understood(query.master(), code -> master(salon, code), "master", problems);
        Status status = waiting ? Status.CONFIRMED : understood(query.status(), Asked::status, "status", problems);
        if (from != null && to != null && to.isBefore(from)) {
            problems.add("bookings.problem.order");
        }
        ZoneId zone = salon.zone();
        BookingFilter filter = new BookingFilter(
                salon.id(),
                from == null ? null : from.atStartOfDay(zone).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant(),
                master == null ? null : master.id(),
                status,
                customers,
                from == null,
                waiting ? now : null);
        return new Asked(filter, from, to, List.copyOf(problems));
    }

    private static <T> @Nullable T understood(
            @Nullable String typed, Function<String, Optional<T>> read, String what, List<String> problems) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        Optional<T> found = read.apply(typed.strip());
        if (found.isEmpty()) {
            problems.add("bookings.problem." + what);
        }
        return found.orElse(null);
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            LocalDate date = LocalDate.parse(typed);
            return Optional.of(date).filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Master> master(Salon salon, String code) {
        return salon.masters().stream()
                .filter(master -> master.code().equals(code))
                .findFirst();
    }

    private static Optional<Status> status(String typed) {
        try {
            return Optional.of(Status.valueOf(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
