package io.quickbooking.core.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which bookings can be in the way of slots, so that no others are read: those of masters who could have any, from the first
 * such slot to the end of the last.
 *
 * @param masterIds at least one, each once
 */
record NeededFacts(List<UUID> masterIds, Instant from, Instant until) {
    NeededFacts {
        masterIds = masterIds.stream().distinct().toList();
    }

    String[] mastersForSql() {
        return masterIds.stream().distinct().map(UUID::toString).toArray(String[]::new);
    }

    /**
     * For slots of the dates {@code [day, end)}.
     *
     * @param notBefore when they begin at the earliest
     * @param working of each master, see {@link SlotRules#workingBetween}
     * @return empty when nobody could have any
     */
    static Optional<NeededFacts> of(
            List<SlotRules> masters, LocalDate day, LocalDate end, long notBefore, List<TimeRanges> working) {
        List<UUID> ids = new ArrayList<>();
        long from = Long.MAX_VALUE;
        long until = Long.MIN_VALUE;
        for (int i = 0; i < masters.size(); i++) {
            SlotRules rules = masters.get(i);
            long first = rules.firstOpen(day, end, notBefore, working.get(i));
            if (first != SlotRules.NEVER) {
                ids.add(rules.masterId());
                from = Math.min(from, rules.busyFrom(first));
                until = Math.max(until, rules.busyUntil(end));
            }
        }
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new NeededFacts(ids, Instant.ofEpochSecond(from), Instant.ofEpochSecond(until)));
    }
}
