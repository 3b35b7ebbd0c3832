package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.admin.sessions.SessionListMapper.Wanted;
import io.quickbooking.core.booking.BookingCode;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the sessions of a salon for staff: live ones, and those of the last hours. */
public final class SessionList {
    public static final int MOST_COUNTED = 10_000;

    private static final int PAGE = 50;
    private static final Duration LATELY = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int FEWEST_DIGITS = 3;
    private static final Pattern WORD_START = Pattern.compile("(?<!\\p{L})\\p{L}");

    private final SessionListMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;

    public SessionList(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(SessionListMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns a page of sessions.
     *
     * @param after null for the first page
     */
    public SessionPage find(SessionFilter filter, SessionPage.@Nullable Place after) {
        Wanted wanted = wanted(filter, clock.instant());
        return transactions.read(() -> {
            List<SessionRow> rows = mapper.find(wanted, after, PAGE + 1);
            boolean hasNext = rows.size() > PAGE;
            int count = after == null && !hasNext ? rows.size() : mapper.count(wanted, MOST_COUNTED + 1);
            return new SessionPage(hasNext ? rows.subList(0, PAGE) : rows, count, hasNext);
        });
    }

    private static Wanted wanted(SessionFilter filter, Instant now) {
        Instant endedAfter = now.minus(filter.shown() == SessionFilter.Shown.CURRENT ? LATELY : DAY);
        String text =
                filter.text() == null ? "" : filter.text().replace("\0", "").strip();
        return new Wanted(
                filter.salonId(),
                filter.shown(),
                filter.language(),
                text.isEmpty() ? null : names(text),
                text.isEmpty() ? null : phone(text),
                text.isEmpty() ? null : BookingCode.normalize(text).orElse(null),
                endedAfter,
                now);
    }

    /** Returns patterns in several cases, because a database in the C locale maps upper and lower case for ASCII only. */
    private static String[] names(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String title =
                WORD_START.matcher(lower).replaceAll(start -> start.group().toUpperCase(Locale.ROOT));
        return Stream.of(text, lower, title, text.toUpperCase(Locale.ROOT))
                .distinct()
                .map(name -> "%" + name.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .toArray(String[]::new);
    }

    /**
     * Returns a pattern for phones; null if the text cannot be part of a phone. Leading zeros are removed, because a wa_id has
     * none.
     */
    private static @Nullable String phone(String text) {
        if (!text.matches("[\\d\\s()+./-]+")) {
            return null;
        }
        String digits = text.replaceAll("\\D", "").replaceFirst("^0+", "");
        return digits.length() < FEWEST_DIGITS ? null : "%" + digits + "%";
    }
}
