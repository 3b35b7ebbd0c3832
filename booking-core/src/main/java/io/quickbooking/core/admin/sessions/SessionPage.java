package io.quickbooking.core.admin.sessions;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of sessions, the one with the newest tap first.
 *
 * @param count size of the whole list; counting ends above {@link SessionList#MOST_COUNTED}
 */
public record SessionPage(List<SessionRow> rows, int count, boolean hasNext) {
    public SessionPage {
        rows = List.copyOf(rows);
    }

    /** Returns the start of the next page. */
    public Optional<Place> next() {
        if (!hasNext) {
            return Optional.empty();
        }
        SessionRow last = rows.get(rows.size() - 1);
        return Optional.of(new Place(last.lastTapId(), last.id()));
    }

    /** A position in the list: after the session with this last tap. */
    public record Place(long lastTapId, UUID sessionId) {}
}
