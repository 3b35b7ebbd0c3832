package io.quickbooking.core.history;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A salon that does one thing after another: what the product has to look like from outside, however much is asked of it at
 * once. Nothing here is shared with the product.
 *
 * @param hold how long a chosen time is kept; zero: not at all
 * @param starts when visits can begin
 */
record SalonBook(Duration hold, List<Instant> starts) implements SequentialModel<Book, Deed> {
    @Override
    public Book initial() {
        return Book.EMPTY;
    }

    @Override
    public List<Book> after(Book book, Deed deed) {
        Set<Book> possible = new LinkedHashSet<>();
        for (Instant now : deed.moments()) {
            possible.addAll(deed.at(now, book, this));
            // Somebody whose clock had moved on may have cleared away what has run out since.
            for (Instant later : deed.moments()) {
                if (later.isAfter(now)) {
                    book.clearedAt(later).forEach(left -> possible.addAll(deed.at(now, left, this)));
                }
            }
        }
        return deed.isLook() && !possible.isEmpty() ? List.of(book) : List.copyOf(possible);
    }

    @Override
    public boolean isLook(Deed deed) {
        return deed.isLook();
    }

    Set<Instant> free(Book book, String master, @Nullable String customer, Instant now) {
        return starts.stream()
                .filter(start -> book.isFree(new Slot(master, start), customer, now))
                .collect(Collectors.toSet());
    }
}
