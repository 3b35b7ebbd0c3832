package io.quickbooking.core.history;

import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.history.Book.Card;
import io.quickbooking.core.history.Book.Hold;
import io.quickbooking.core.history.Book.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to a salon's book, with the answer it was given. The clock may have moved on meanwhile: it has to
 * fit one of its moments, in a book from which what had run out by a later one may be gone.
 */
sealed interface Deed {
    /** How long a card can be confirmed, and a message answered. */
    Duration LIFETIME = Duration.ofMinutes(15);

    /** What the clock said between question and answer. */
    List<Instant> moments();

    /** What the book can be after it; empty: it cannot have been answered so. */
    List<Book> at(Instant now, Book book, SalonBook salon);

    /** Whether it changes nothing, answered as it was. */
    boolean isLook();

    private static List<Book> only(Book book, boolean possible) {
        return possible ? List.of(book) : List.of();
    }

    private static boolean isTooLate(Instant tapped, Instant now) {
        return tapped.plus(LIFETIME).isBefore(now);
    }

    /** Because it came so late. */
    record Unanswered(Instant tapped, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return only(book, isTooLate(tapped, now));
        }
    }

    /** A customer taps a time. */
    record Pick(
            String customer,
            Slot slot,
            TapOutcome outcome,
            @Nullable String session,
            int number,
            Instant tapped,
            List<Instant> moments)
            implements Deed {
        @Override
        public boolean isLook() {
            return outcome != TapOutcome.CARD_SHOWN;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            if (isTooLate(tapped, now)) {
                return only(book, outcome == TapOutcome.SESSION_EXPIRED);
            }
            if (!book.isFree(slot, customer, now)) {
                return only(book, outcome == TapOutcome.SLOT_UNAVAILABLE);
            }
            Optional<Card> before = book.card(customer, now);
            boolean follows = before.map(card -> card.session().equals(session) && card.number() + 1 == number)
                    .orElse(number == 1);
            if (outcome != TapOutcome.CARD_SHOWN || !follows) {
                return List.of();
            }
            List<Book> possible = new ArrayList<>();
            for (Instant shown : moments) {
                possible.add(shown(shown, book, salon));
            }
            return possible;
        }

        private Book shown(Instant now, Book book, SalonBook salon) {
            Card card = new Card(String.valueOf(session), number, slot, now.plus(LIFETIME));
            Book shown = book.with(customer, card);
            if (salon.hold().isZero()) {
                return shown;
            }
            Instant until = now.plus(salon.hold());
            Hold hold = new Hold(card.token(), slot, until.isBefore(slot.start()) ? until : slot.start());
            return shown.with(customer, hold, now);
        }
    }

    /**
     * A customer taps Confirm.
     *
     * @param own whether it is on a card of theirs
     * @param booked what the answer says is booked; null: nothing
     */
    record Confirm(
            String customer,
            String token,
            boolean own,
            TapOutcome outcome,
            @Nullable String booked,
            Instant tapped,
            List<Instant> moments)
            implements Deed {
        @Override
        public boolean isLook() {
            return outcome != TapOutcome.BOOKED && outcome != TapOutcome.SLOT_TAKEN;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            if (isTooLate(tapped, now)) {
                return only(book, outcome == TapOutcome.SESSION_EXPIRED);
            }
            Optional<Card> card = book.card(customer, now);
            boolean isCurrent = card.filter(one -> one.token().equals(token)).isPresent();
            if (!isCurrent && own) {
                Visit before = book.visits().get(token);
                if (before != null && before.status() != Status.CANCELLED) {
                    boolean ahead = before.status() == Status.CONFIRMED
                            && before.slot().start().isAfter(now);
                    TapOutcome expected = ahead ? TapOutcome.REPEATED : TapOutcome.VISIT_OVER;
                    return only(book, outcome == expected && token.equals(booked));
                }
                if (card.isPresent()) {
                    return only(book, outcome == TapOutcome.OLD_CARD);
                }
            }
            return card.map(current -> confirm(current, now, book))
                    .orElseGet(() -> only(book, outcome == TapOutcome.SESSION_EXPIRED));
        }

        private List<Book> confirm(Card card, Instant now, Book book) {
            boolean canBe =
                    book.hold(customer, card.token(), now).isPresent() || book.isFree(card.slot(), customer, now);
            if (!canBe) {
                return only(book.withoutCard(customer), outcome == TapOutcome.SLOT_TAKEN);
            }
            return only(
                    book.withNew(card.token(), new Visit(customer, card.slot(), Status.CONFIRMED, 0), now)
                            .withoutCard(customer)
                            .optedOut(customer, false),
                    outcome == TapOutcome.BOOKED && card.token().equals(booked));
        }
    }

    /** A time is offered. */
    record Offer(@Nullable String customer, Slot slot, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return only(book, book.isFree(slot, customer, now));
        }
    }

    /** All free times of a master are listed. */
    record Times(@Nullable String customer, String master, Set<Instant> free, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return only(book, salon.free(book, master, customer, now).equals(free));
        }
    }

    /**
     * A customer asks for other times than the one on the card.
     *
     * @param others of the card's master and day; null: there is no card
     */
    record ChangeTime(String customer, @Nullable Set<Instant> others, Instant tapped, List<Instant> moments)
            implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            Optional<Card> card = book.card(customer, now).filter(one -> !isTooLate(tapped, now));
            if (card.isEmpty() || others == null) {
                return only(book, card.isEmpty() && others == null);
            }
            Slot chosen = card.get().slot();
            Set<Instant> free = salon.free(book, chosen.master(), customer, now).stream()
                    .filter(time -> !time.equals(chosen.start()))
                    .collect(Collectors.toSet());
            return only(book, free.equals(others));
        }
    }

    /** A customer is told which visits are before them. */
    record Upcoming(String customer, Set<String> keys, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            Set<String> upcoming = book.visits().entrySet().stream()
                    .filter(entry -> entry.getValue().customer().equals(customer))
                    .filter(entry -> entry.getValue().status() == Status.CONFIRMED)
                    .filter(entry -> entry.getValue().slot().start().isAfter(now))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            return only(book, upcoming.equals(keys));
        }
    }

    /** What is kept for a customer is given up. */
    record Release(String customer, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return false;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return List.of(book.withoutHold(customer));
        }
    }

    /** A customer cancels. */
    record Cancel(String customer, @Nullable String key, TapOutcome outcome, Instant tapped, List<Instant> moments)
            implements Deed {
        @Override
        public boolean isLook() {
            return outcome != TapOutcome.CANCELLED;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            if (isTooLate(tapped, now)) {
                return only(book, outcome == TapOutcome.SESSION_EXPIRED);
            }
            Visit visit = key == null ? null : book.visits().get(key);
            boolean canBe = visit != null
                    && visit.customer().equals(customer)
                    && visit.status() == Status.CONFIRMED
                    && visit.slot().start().isAfter(now);
            return canBe
                    ? only(book.with(key, visit.to(Status.CANCELLED)), outcome == TapOutcome.CANCELLED)
                    : only(book, outcome == TapOutcome.NOT_CANCELLABLE);
        }
    }

    /** A customer wants to hear no more; it is confirmed once. */
    record Stop(String customer, boolean confirmed, Instant tapped, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return false;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return isTooLate(tapped, now)
                    ? only(book, !confirmed)
                    : only(
                            book.withoutHold(customer).optedOut(customer, true),
                            confirmed != book.optedOut().contains(customer));
        }
    }

    /** A customer wants to hear of us after all. */
    record Start(String customer, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return false;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return List.of(book.optedOut(customer, false));
        }
    }

    /** What an act of the staff came to. */
    enum Answer {
        DONE,
        /** By an earlier attempt, which may have been one of the same call. */
        DONE_BEFORE,
        STALE,
        NOT_ALLOWED,
        PAST,
        TAKEN,
        /** There was none. */
        UNKNOWN
    }

    /** Staff books for somebody. */
    record StaffBook(String key, String guest, Slot slot, Answer answer, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return answer == Answer.PAST || answer == Answer.TAKEN;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            if (book.visits().containsKey(key)) {
                return only(book, answer == Answer.DONE_BEFORE);
            }
            if (!slot.start().isAfter(now)) {
                return only(book, answer == Answer.PAST);
            }
            return book.isTaken(slot, guest, now)
                    ? only(book, answer == Answer.TAKEN)
                    : only(
                            book.withNew(key, new Visit(guest, slot, Status.CONFIRMED, 0), now),
                            answer == Answer.DONE || answer == Answer.DONE_BEFORE || answer == Answer.UNKNOWN);
        }
    }

    /** Staff looks at a visit. */
    record Look(String key, Visit visit, List<Instant> moments) implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            return only(book, visit.equals(book.visits().get(key)));
        }
    }

    /**
     * Staff does something to a visit.
     *
     * @param to another time, or the visit's own
     * @param seen the version they were looking at
     * @param takenBy who has the time, if the answer says so; null: it is only held
     */
    record Act(
            String key,
            @Nullable BookingAct act,
            Slot to,
            long seen,
            Answer answer,
            @Nullable String takenBy,
            List<Instant> moments)
            implements Deed {
        @Override
        public boolean isLook() {
            return answer != Answer.DONE && answer != Answer.UNKNOWN;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            Visit visit = book.visits().get(key);
            if (visit == null) {
                return List.of();
            }
            if (visit.version() != seen) {
                return only(book, answer == Answer.STALE);
            }
            if (!isAllowed(visit, now)) {
                return only(book, answer == Answer.NOT_ALLOWED);
            }
            if (act == null && !to.start().isAfter(now)) {
                return only(book, answer == Answer.PAST);
            }
            if (act == null || act == BookingAct.RESTORE) {
                Set<String> others = book.visits().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(key))
                        .filter(entry -> entry.getValue().occupies(to))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
                if (!others.isEmpty() || book.isHeld(to, null, now)) {
                    boolean named = takenBy == null ? others.isEmpty() : others.contains(takenBy);
                    return only(book, answer == Answer.TAKEN && named);
                }
            }
            Visit after = act == null ? visit.to(to) : visit.to(status(act));
            return only(book.with(key, after), answer == Answer.DONE || answer == Answer.UNKNOWN);
        }

        private boolean isAllowed(Visit visit, Instant now) {
            if (act == null) {
                return visit.status() == Status.CONFIRMED;
            }
            return switch (act) {
                case CANCEL -> visit.status() == Status.CONFIRMED;
                case COMPLETE, NO_SHOW ->
                    visit.status() == Status.CONFIRMED
                            && !now.isBefore(visit.slot().start());
                case RESTORE -> visit.status() != Status.CONFIRMED;
            };
        }

        private static Status status(BookingAct act) {
            return switch (act) {
                case CANCEL -> Status.CANCELLED;
                case COMPLETE -> Status.COMPLETED;
                case NO_SHOW -> Status.NO_SHOW;
                case RESTORE -> Status.CONFIRMED;
            };
        }
    }

    /** All that the database says in the end: visits, and cards and holds that have not run out. */
    record End(
            Map<String, Visit> visits,
            Map<String, Card> cards,
            Map<String, Hold> holds,
            Set<String> optedOut,
            List<Instant> moments)
            implements Deed {
        @Override
        public boolean isLook() {
            return true;
        }

        @Override
        public List<Book> at(Instant now, Book book, SalonBook salon) {
            boolean same = book.visits().equals(visits)
                    && live(book.cards(), card -> now.isBefore(card.expires())).equals(cards)
                    && live(book.holds(), hold -> hold.isLive(now)).equals(holds)
                    && book.optedOut().equals(optedOut);
            return only(book, same);
        }

        private static <T> Map<String, T> live(Map<String, T> all, Predicate<T> isLive) {
            return all.entrySet().stream()
                    .filter(entry -> isLive.test(entry.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
