package io.quickbooking.core.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Selects the conflicts to list, newest first.
 *
 * @param masterId null: all masters of the salon
 * @param weekday on which the slot begins, from 1 for Monday; null: any
 * @param hour in which the slot begins on the salon's wall clock; null: any
 * @param olderThan the end of the previous page; null: the first page
 */
public record ConflictsQuery(
        UUID salonId,
        @Nullable UUID masterId,
        Period period,
        ZoneId zone,
        @Nullable Integer weekday,
        @Nullable Integer hour,
        @Nullable Position olderThan) {

    /** A place in the list. */
    public record Position(Instant decidedAt, long id) {}
}
