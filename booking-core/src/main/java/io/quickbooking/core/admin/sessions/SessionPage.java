package io.quickbooking.core.admin.sessions;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some sessions of a list, the one with the newest tap first.
 *
 * @param count how many the whole list has; more than {@link SessionList#MOST_COUNTED} are not counted further
 */
public record SessionPage(List<SessionRow> rows, int count, boolean hasNext) {
    public SessionPage {
        rows = List.copyOf(rows);
    }

    /** Where the next page begins. */
    public Optional<Place> next() {
        if (!hasNext) {
            return Optional.empty();
        }
        SessionRow last = rows.get(rows.size() - 1);
        return Optional.of(new Place(last.lastTapId(), last.id()));
    }

    /** A place in the list: after the session with this last tap. */
    public record Place(long lastTapId, UUID sessionId) {}
}
