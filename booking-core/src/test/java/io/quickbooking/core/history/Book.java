package io.quickbooking.core.history;

import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A salon's book at one moment, and what it has promised.
 *
 * @param visits by what makes them once: the token of a card, the key of a member of staff
 * @param cards what each customer can confirm, also after its time
 * @param holds by customer, also after their end
 * @param optedOut customers who said stop
 */
record Book(Map<String, Visit> visits, Map<String, Card> cards, Map<String, Hold> holds, Set<String> optedOut) {
    static final Book EMPTY = new Book(Map.of(), Map.of(), Map.of(), Set.of());

    /** @param version how often it was changed */
    record Visit(String customer, Slot slot, Status status, long version) {
        boolean occupies(Slot wanted) {
            return (status == Status.CONFIRMED || status == Status.COMPLETED) && slot.overlaps(wanted);
        }

        Visit to(Status changed) {
            return new Visit(customer, slot, changed, version + 1);
        }

        Visit to(Slot other) {
            return new Visit(customer, other, status, version + 1);
        }
    }

    /** @param number which card of its session it is, from 1 */
    record Card(String session, int number, Slot slot, Instant expires) {
        String token() {
            return session + "." + number;
        }
    }

    record Hold(String token, Slot slot, Instant until) {
        boolean isLive(Instant now) {
            return now.isBefore(until);
        }
    }

    Optional<Card> card(String customer, Instant now) {
        return Optional.ofNullable(cards.get(customer)).filter(card -> now.isBefore(card.expires()));
    }

    Optional<Hold> hold(String customer, String token, Instant now) {
        return Optional.ofNullable(holds.get(customer))
                .filter(hold -> hold.token().equals(token) && hold.isLive(now));
    }

    /** Whether somebody else has some of the time. */
    boolean isTaken(Slot wanted, @Nullable String customer, Instant now) {
        return visits.values().stream().anyMatch(visit -> visit.occupies(wanted)) || isHeld(wanted, customer, now);
    }

    boolean isHeld(Slot wanted, @Nullable String customer, Instant now) {
        return holds.entrySet().stream()
                .filter(held -> !held.getKey().equals(customer))
                .anyMatch(held ->
                        held.getValue().isLive(now) && held.getValue().slot().overlaps(wanted));
    }

    boolean isFree(Slot wanted, @Nullable String customer, Instant now) {
        return wanted.start().isAfter(now) && !isTaken(wanted, customer, now);
    }

    Book with(String key, Visit visit) {
        return new Book(changed(visits, copy -> copy.put(key, visit)), cards, holds, optedOut);
    }

    /** Over whatever was held there for this customer, or was held and is not any more. */
    Book withNew(String key, Visit visit, Instant now) {
        return withoutHolds(visit.slot(), visit.customer(), now).with(key, visit);
    }

    Book with(String customer, Card card) {
        return new Book(visits, changed(cards, copy -> copy.put(customer, card)), holds, optedOut);
    }

    Book withoutCard(String customer) {
        return new Book(visits, changed(cards, copy -> copy.remove(customer)), holds, optedOut);
    }

    Book with(String customer, Hold hold, Instant now) {
        Book room = withoutHolds(hold.slot(), customer, now);
        return new Book(visits, cards, changed(room.holds, copy -> copy.put(customer, hold)), optedOut);
    }

    Book withoutHold(String customer) {
        return holds.containsKey(customer)
                ? new Book(visits, cards, changed(holds, copy -> copy.remove(customer)), optedOut)
                : this;
    }

    private Book withoutHolds(Slot slot, String customer, Instant now) {
        return new Book(
                visits,
                cards,
                changed(
                        holds,
                        copy -> copy.entrySet()
                                .removeIf(held -> held.getValue().slot().overlaps(slot)
                                        && (held.getKey().equals(customer)
                                                || !held.getValue().isLive(now)))),
                optedOut);
    }

    /** What is left once some of what has run out was cleared away: the cards together, each hold on its own. */
    Set<Book> clearedAt(Instant now) {
        Map<String, Card> liveCards =
                changed(cards, copy -> copy.values().removeIf(card -> !now.isBefore(card.expires())));
        Set<Book> left = new LinkedHashSet<>(List.of(this));
        left.add(new Book(visits, liveCards, holds, optedOut));
        holds.forEach((customer, hold) -> {
            if (!hold.isLive(now)) {
                left.addAll(
                        left.stream().map(book -> book.withoutHold(customer)).toList());
            }
        });
        return left;
    }

    Book optedOut(String customer, boolean out) {
        if (optedOut.contains(customer) == out) {
            return this;
        }
        Set<String> changed = new TreeSet<>(optedOut);
        if (out) {
            changed.add(customer);
        } else {
            changed.remove(customer);
        }
        return new Book(visits, cards, holds, changed);
    }

    private static <V> Map<String, V> changed(Map<String, V> map, Consumer<Map<String, V>> change) {
        Map<String, V> copy = new TreeMap<>(map);
        change.accept(copy);
        return copy;
    }
}
