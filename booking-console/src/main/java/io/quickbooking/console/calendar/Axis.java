package io.quickbooking.console.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where on the page a time of one or several days stands, in minutes from the top. An hour that the clock shows twice is
 * there twice; one that it leaves out is not there when no other date has it.
 */
final class Axis {
    private static final int DAY = 24 * 60;

    private final ZoneId zone;
    private final List<Piece> pieces;

    private Axis(ZoneId zone, List<Piece> pieces) {
        this.zone = zone;
        this.pieces = pieces;
    }

    /**
     * The wall times {@code [from, to)}, in minutes after midnight.
     *
     * @param at where they begin
     * @param clock the time at which the clock had just been changed back or was about to be; null: it was not
     */
    private record Piece(
            int from,
            int to,
            int at,
            boolean again,
            @Nullable ZonedDateTime clock) {
        boolean has(int wall) {
            return wall >= from && wall < to;
        }
    }

    /** @param clock tells of a time that comes twice which one it is; null: it comes once */
    record Hour(int at, LocalTime time, @Nullable ZonedDateTime clock) {}

    /** {@code [from, until)} in minutes from the top. */
    record Span(int from, int until) {}

    static Axis of(List<LocalDate> dates, ZoneId zone) {
        for (LocalDate date : dates) {
            ZoneOffsetTransition change = change(date, zone);
            if (change != null && change.isOverlap()) {
                return new Axis(zone, twice(date, change, zone));
            }
            if (change != null && dates.size() == 1) {
                int gap = minute(date, change.getDateTimeBefore());
                int after = minute(date, change.getDateTimeAfter());
                return new Axis(
                        zone, List.of(new Piece(0, gap, 0, false, null), new Piece(after, DAY, gap, false, null)));
            }
        }
        return new Axis(zone, List.of(new Piece(0, DAY, 0, false, null)));
    }

    private static List<Piece> twice(LocalDate date, ZoneOffsetTransition change, ZoneId zone) {
        int first = minute(date, change.getDateTimeAfter());
        int second = minute(date, change.getDateTimeBefore());
        ZonedDateTime after = change.getInstant().atZone(zone);
        ZonedDateTime before = change.getInstant().minusNanos(1).atZone(zone);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(0, first, 0, false, null));
        pieces.add(new Piece(first, second, first, false, before));
        pieces.add(new Piece(first, second, second, true, after));
        pieces.add(new Piece(second, DAY, second + second - first, false, null));
        return pieces;
    }

    /** Also one with which the day ends: the clock may skip its last hour. */
    private static @Nullable ZoneOffsetTransition change(LocalDate date, ZoneId zone) {
        Instant from = date.atStartOfDay(zone).toInstant();
        Instant until = date.plusDays(1).atStartOfDay(zone).toInstant();
        ZoneOffsetTransition next = zone.getRules().nextTransition(from.minusNanos(1));
        return next == null || next.getInstant().isAfter(until) ? null : next;
    }

    private static int minute(LocalDate date, LocalDateTime wall) {
        return (int) Math.min(
                DAY, Math.max(0, Duration.between(date.atStartOfDay(), wall).toMinutes()));
    }

    int length() {
        Piece last = pieces.get(pieces.size() - 1);
        return last.at() + last.to() - last.from();
    }

    /** Where something begins; what begins before the date begins at the top. */
    int start(LocalDate date, Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        if (local.toLocalDate().isBefore(date)) {
            return 0;
        }
        if (local.toLocalDate().isAfter(date)) {
            return length();
        }
        int wall = local.getHour() * 60 + local.getMinute();
        boolean again =
                !local.getOffset().equals(local.withEarlierOffsetAtOverlap().getOffset());
        return pieces.stream()
                .filter(piece -> piece.has(wall) && piece.again() == again)
                .findFirst()
                .map(piece -> piece.at() + wall - piece.from())
                .orElseGet(this::length);
    }

    /** Where something ends: after the minute before, so that it does not reach over what lies between. */
    int end(LocalDate date, Instant instant) {
        Instant last = instant.minusNanos(1);
        return LocalDate.ofInstant(last, zone).isBefore(date) ? 0 : Math.min(length(), start(date, last) + 1);
    }

    /** The full hours, in order. */
    List<Hour> hours() {
        List<Hour> hours = new ArrayList<>();
        for (Piece piece : pieces) {
            for (int wall = (piece.from() + 59) / 60 * 60; wall < piece.to(); wall += 60) {
                hours.add(
                        new Hour(piece.at() + wall - piece.from(), LocalTime.ofSecondOfDay(wall * 60L), piece.clock()));
            }
        }
        return hours;
    }

    /** The pieces of the page that a date does not have. */
    List<Span> missing(LocalDate date) {
        ZoneOffsetTransition change = change(date, zone);
        List<Span> missing = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.again() && (change == null || !change.isOverlap())) {
                missing.add(new Span(piece.at(), piece.at() + piece.to() - piece.from()));
            }
        }
        if (change != null && change.isGap() && length() >= DAY) {
            // All wall times are there: other dates have them.
            missing.add(new Span(minute(date, change.getDateTimeBefore()), minute(date, change.getDateTimeAfter())));
        }
        return missing;
    }
}
