package io.quickbooking.console.sessions;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.sessions.SessionList;
import io.quickbooking.core.admin.sessions.SessionPage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list as it is shown.
 *
 * @param count how many there are in all, {@code 10,000+} when there are more
 * @param single whether it is one
 * @param first null: this is the first page
 */
record ListView(
        List<SessionRowView> rows,
        String count,
        boolean single,
        @Nullable String first,
        @Nullable String next) {

    static ListView of(SessionPage page, ListFilter filter, Formats formats, Locale locale, Instant now) {
        return new ListView(
                page.rows().stream()
                        .map(row -> SessionRowView.of(row, formats, locale, now))
                        .toList(),
                page.count() > SessionList.MOST_COUNTED
                        ? formats.number(SessionList.MOST_COUNTED) + "+"
                        : formats.number(page.count()),
                page.count() == 1,
                filter.place() == null ? null : filter.address(null),
                page.next().map(filter::address).orElse(null));
    }
}
