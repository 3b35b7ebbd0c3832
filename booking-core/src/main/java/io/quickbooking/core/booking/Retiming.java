package io.quickbooking.core.booking;

import io.quickbooking.core.catalog.Realm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides which visits can move back to their wall times together. All movable visits leave their places first, so that
 * visits back to back do not block each other; a visit that has to stay blocks others, as it does now.
 */
final class Retiming {
    private final Map<UUID, String> obstacles = new HashMap<>();
    private final List<Row> moving = new ArrayList<>();

    /**
     * @param rows all visits that occupy time of a salon's masters, or would; those that disagree have {@code wallTs}
     */
    Retiming(List<Row> rows) {
        rows.stream()
                .map(Row::place)
                .distinct()
                .forEach(place -> plan(rows.stream()
                        .filter(row -> row.place().equals(place))
                        .sorted(Comparator.comparing(Row::startTs).thenComparing(Row::id))
                        .toList()));
    }

    /** Returns the movable visits, with {@link Row#wallTs} as their start. */
    List<Row> moving() {
        return moving;
    }

    /** Returns what blocks a visit, see {@link ToldVisit#collidesWith()}. */
    @Nullable
    String obstacle(UUID id) {
        return obstacles.get(id);
    }

    /**
     * Plans one master: first the visits that stay in any case, then each visit that meets one of them stays too, and
     * so on.
     */
    private void plan(List<Row> rows) {
        TreeMap<Instant, Row> wanted = new TreeMap<>();
        List<Row> candidates = new ArrayList<>();
        Deque<Row> staying = new ArrayDeque<>();
        for (Row row : rows) {
            if (row.wallTs() == null || row.isHold()) {
                if (row.occupies()) {
                    staying.add(row);
                }
            } else if (!row.occupies()) {
                moving.add(row);
            } else {
                candidates.add(row);
            }
        }
        candidates.sort(Comparator.comparing(Row::wantedFrom).thenComparing(Row::id));
        for (Row row : candidates) {
            Row before = wanted.isEmpty() ? null : wanted.lastEntry().getValue();
            if (before != null && before.wantedUntil().isAfter(row.wantedFrom())) {
                obstacles.put(row.id(), before.name());
                staying.add(row);
            } else {
                wanted.put(row.wantedFrom(), row);
            }
        }
        while (!staying.isEmpty()) {
            Row stays = staying.remove();
            Map.Entry<Instant, Row> meets = wanted.lowerEntry(stays.busyUntil());
            while (meets != null && meets.getValue().wantedUntil().isAfter(stays.busyFrom())) {
                Row row = meets.getValue();
                wanted.remove(meets.getKey());
                obstacles.put(row.id(), stays.name());
                staying.add(row);
                meets = wanted.lowerEntry(stays.busyUntil());
            }
        }
        moving.addAll(wanted.values());
    }

    /** The time of one master in one realm, within which {@code bookings_no_overlap} applies. */
    record Place(UUID masterId, Realm realm) {}

    /**
     * @param status as it is stored
     * @param wallTs the instant when the clock shows the wall time; null: at the start
     */
    record Row(
            UUID id,
            @Nullable String bookingCode,
            UUID masterId,
            String masterName,
            Realm realm,
            String status,
            String service,
            @Nullable String customerName,
            LocalDateTime wallStart,
            Instant startTs,
            Instant busyFrom,
            Instant busyUntil,
            @Nullable Instant wallTs) {
        Place place() {
            return new Place(masterId, realm);
        }

        boolean isHold() {
            return status.equals("HELD");
        }

        boolean occupies() {
            return isHold() || status.equals("CONFIRMED") || status.equals("COMPLETED");
        }

        String name() {
            return bookingCode == null ? "" : bookingCode;
        }

        Instant wantedFrom() {
            return busyFrom.plus(shift());
        }

        Instant wantedUntil() {
            return busyUntil.plus(shift());
        }

        private Duration shift() {
            return wallTs == null ? Duration.ZERO : Duration.between(startTs, wallTs);
        }

        ToldVisit told(@Nullable String collidesWith) {
            return new ToldVisit(
                    id,
                    bookingCode,
                    masterId,
                    masterName,
                    service,
                    customerName,
                    wallStart,
                    startTs,
                    wallTs == null ? startTs : wallTs,
                    collidesWith);
        }
    }
}
