package io.quickbooking.core.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The bookings that can conflict with slots, so that no others are read: those of masters who could have any slot, from
 * the first slot to the end of the last.
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
     * Returns the facts for slots of the dates {@code [day, end)}.
     *
     * @param notBefore the earliest start, in seconds of the epoch
     * @param working of each master, see {@link SlotRules#workingBetween}
     * @return empty when no slot is possible
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
