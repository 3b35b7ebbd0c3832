package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.SalonDraft.CalendarDraft;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.SpecialDayDraft;
import io.quickbooking.core.catalog.SalonDraft.TermsDraft;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The move of a master who leaves one salon and begins in another on the next day.
 *
 * @param from the first date there
 */
public record MasterMove(String code, LocalDate from) {
    private static final int MAX_CODE = 32;

    /** Creates a move; empty if {@code from} is not a date such as 2026-12-25. */
    public static Optional<MasterMove> on(String code, String from) {
        return SpecialDayNotation.parsed(from).map(date -> new MasterMove(code, date));
    }

    /** Returns the master's part of the salon that they leave, unchanged. */
    public SalonEdit part(SalonDraft here) {
        return new SalonEdit.OfMaster(master(here), false);
    }

    /** Returns whether their last day here would be before their first. */
    public boolean isTooEarlyFor(SalonDraft here) {
        return typed(master(here).worksFrom()).compareTo(from.toString()) >= 0;
    }

    /**
     * Returns whether they already have a last day here. They may have moved before, and a second move would make them two
     * masters at once.
     */
    public boolean hasLeft(SalonDraft here) {
        return !typed(master(here).worksUntil()).isEmpty();
    }

    /** Returns the salon that they leave, with their last day. */
    public SalonDraft leave(SalonDraft here) {
        MasterDraft leaving = master(here);
        MasterDraft left = new MasterDraft(
                leaving.code(),
                leaving.name(),
                leaving.active(),
                leaving.ownHours(),
                leaving.hours(),
                leaving.services(),
                leaving.terms(),
                leaving.worksFrom(),
                from.minusDays(1).toString());
        return new SalonEdit.OfMaster(left, false).applyTo(here);
    }

    /** Returns the new salon, with them as the last of its masters. */
    public SalonDraft arrive(SalonDraft here, SalonDraft there) {
        MasterDraft leaving = master(here);
        Set<String> known = there.services().stream().map(ServiceDraft::code).collect(Collectors.toSet());
        boolean samePrices = here.details().currency().equals(there.details().currency());
        List<String> services =
                leaving.services().stream().filter(known::contains).toList();
        Map<String, TermsDraft> terms = new HashMap<>();
        for (String service : services) {
            TermsDraft own = leaving.termsOf(service);
            terms.put(service, samePrices ? own : new TermsDraft(own.minutes(), ""));
        }
        MasterDraft arriving = new MasterDraft(
                codeThere(there),
                leaving.name(),
                leaving.active(),
                leaving.ownHours(),
                leaving.hours(),
                services,
                terms,
                from.toString(),
                "");
        List<MasterDraft> masters = new ArrayList<>(there.masters());
        masters.add(arriving);
        CalendarDraft calendar = here.calendar(code);
        List<SpecialDayDraft> days = calendar.days().stream()
                .filter(day -> day.yearly() || day.until().compareTo(from.toString()) >= 0)
                .toList();
        return there.withMasters(masters).with(arriving.code(), new CalendarDraft(calendar.breaks(), days));
    }

    /** Returns their code in the new salon: their own, else that with the first number that makes it unique. */
    public String codeThere(SalonDraft there) {
        Set<String> taken = there.masters().stream().map(MasterDraft::code).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? code : numbered(number))
                .filter(candidate -> !taken.contains(candidate))
                .findFirst()
                .orElseThrow();
    }

    private String numbered(int number) {
        String end = "-" + number;
        return code.substring(0, Math.min(code.length(), MAX_CODE - end.length())) + end;
    }

    private MasterDraft master(SalonDraft here) {
        return here.masters().stream()
                .filter(master -> master.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no master " + code));
    }

    private static String typed(@Nullable String value) {
        return value == null ? "" : value;
    }
}
