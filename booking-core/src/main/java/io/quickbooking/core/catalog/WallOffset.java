package io.quickbooking.core.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A period in which a zone's clock has one offset, as a row that statements join. The database then calculates by Java's zone
 * tables, not by its own, which may be older or newer.
 *
 * @param atFrom the first moment, inclusive, and {@code atUntil} the last, exclusive
 * @param wallFrom the first wall time that means {@code wall time - seconds}, inclusive, and {@code wallUntil} the last,
 *     exclusive: a wall time that the clock shows twice means the earlier moment, one that it skips means the moment shifted
 *     past the change
 * @param seconds east of UTC
 */
public record WallOffset(String zone, String atFrom, String atUntil, String wallFrom, String wallUntil, int seconds) {

    /** The column definitions of such rows for {@code jsonb_to_recordset}. */
    public static final String COLUMNS =
            "zone TEXT, at_from TIMESTAMPTZ, at_until TIMESTAMPTZ, wall_from TIMESTAMP, wall_until TIMESTAMP, seconds INT";

    /** A day on each side of a moment covers every offset. */
    private static final Duration REACH = Duration.ofDays(1);

    /** Returns the periods that cover every wall time and every moment between two moments, in order. */
    public static List<WallOffset> between(ZoneId zone, Instant from, Instant until) {
        ZoneRules rules = zone.getRules();
        List<WallOffset> stretches = new ArrayList<>();
        Instant begin = from.minus(REACH);
        Instant end = until.plus(REACH);
        ZoneOffset offset = rules.getOffset(begin);
        LocalDateTime wallBegin = LocalDateTime.ofInstant(begin, offset);
        @Nullable ZoneOffsetTransition change = rules.nextTransition(begin);
        while (change != null && change.getInstant().isBefore(end)) {
            // The offset before the change applies up to the later of the change's two wall times, see wallFrom.
            LocalDateTime wallEnd = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            stretches.add(stretch(zone, begin, change.getInstant(), wallBegin, wallEnd, offset));
            begin = change.getInstant();
            wallBegin = wallEnd;
            offset = change.getOffsetAfter();
            change = rules.nextTransition(begin);
        }
        stretches.add(stretch(zone, begin, end, wallBegin, LocalDateTime.ofInstant(end, offset), offset));
        return stretches;
    }

    private static WallOffset stretch(
            ZoneId zone,
            Instant from,
            Instant until,
            LocalDateTime wallFrom,
            LocalDateTime wallUntil,
            ZoneOffset offset) {
        return new WallOffset(
                zone.getId(),
                from.toString(),
                until.toString(),
                wallFrom.toString(),
                wallUntil.toString(),
                offset.getTotalSeconds());
    }
}
