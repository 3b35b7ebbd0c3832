package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.booking.BookingCode;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.customer.PhoneNumbers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds bookings by what a customer says at the desk: a code, even with a mistake, a phone number, a name; or by WhatsApp's
 * user id. Only in the given salons, and only real ones.
 */
public final class BookingSearch {
    private static final int MAX_TYPED = 100;
    private static final int SIMILAR = 5;
    private static final int CUSTOMERS = 10;
    /** Several words of a customer's name may match. */
    private static final int MATCHES_EACH = 3;

    private final BookingSearchMapper mapper;
    private final PhoneNumbers numbers;
    private final Transactions transactions;
    private final InstantSource clock;

    public BookingSearch(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(BookingSearchMapper.class);
        this.numbers = new PhoneNumbers(mappers);
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Searches for every possible meaning of the text. */
    public SearchResult search(String typed, Collection<UUID> salons) {
        String text = plain(typed);
        if (text.isEmpty() || salons.isEmpty()) {
            return SearchResult.NOTHING;
        }
        String[] ids = ids(salons);
        return transactions.read(() -> search(text, ids));
    }

    /** Finds customers of a salon by name or number, for a list of their bookings. */
    public List<UUID> customers(String typed, UUID salon, int limit) {
        String text = plain(typed);
        return text.isEmpty() ? List.of() : transactions.read(() -> customers(text, ids(List.of(salon)), limit));
    }

    private SearchResult search(String text, String[] salons) {
        Optional<FoundBooking> exact = BookingCode.normalize(text).flatMap(code -> mapper.byCode(code, salons));
        if (exact.isPresent()) {
            return new SearchResult(exact.get(), List.of(), List.of(), false);
        }
        Set<String> codes = BookingCode.oneSlipAway(text);
        List<FoundBooking> similar = codes.isEmpty()
                ? List.of()
                : mapper.byCodes(codes.toArray(String[]::new), salons, clock.instant(), SIMILAR);
        List<UUID> found = customers(text, salons, CUSTOMERS + 1);
        List<UUID> shown = found.subList(0, Math.min(found.size(), CUSTOMERS));
        return new SearchResult(
                null,
                similar,
                shown.isEmpty() ? List.of() : mapper.customers(ids(shown), clock.instant()),
                found.size() > CUSTOMERS);
    }

    private List<UUID> customers(String text, String[] salons, int limit) {
        if (CustomerIdentity.looksLikeUserId(text)) {
            List<UUID> known = mapper.byUserId(text, salons, limit);
            if (!known.isEmpty()) {
                return known;
            }
        }
        Set<UUID> found = new LinkedHashSet<>(byPhone(text, salons, limit));
        if (found.size() < limit && text.codePoints().anyMatch(BookingSearch::isOfNames)) {
            found.addAll(byName(text, salons, limit));
        }
        return found.stream().limit(limit).toList();
    }

    private List<UUID> byPhone(String text, String[] salons, int limit) {
        return numbers.sought(text, salons)
                .map(sought ->
                        mapper.byPhone(sought.keys().toArray(String[]::new), sought.reversedEnd(), salons, limit))
                .orElse(List.of());
    }

    private List<UUID> byName(String text, String[] salons, int limit) {
        List<String> words = new ArrayList<>(Arrays.stream(mapper.fold(text).split(" "))
                .filter(word -> !word.isEmpty())
                .toList());
        // The longest word is the one that the fewest names share.
        words.sort(Comparator.comparingInt(String::length).reversed());
        if (words.isEmpty() || !isEnough(words.get(0))) {
            return List.of();
        }
        return mapper.byName(
                words.get(0), words.subList(1, words.size()).toArray(String[]::new), salons, limit * MATCHES_EACH);
    }

    /** Returns the ids as an array for SQL. */
    private static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static boolean isOfNames(int character) {
        return Character.isLetter(character) || character > 0x7F;
    }

    /** Returns whether a word is long enough: one letter matches half the salon, but one ideograph is a name. */
    private static boolean isEnough(String word) {
        return word.codePointCount(0, word.length()) > 1 || Character.isIdeographic(word.codePointAt(0));
    }

    /** Removes invisible marks that come with copied text, and converts digits of any script to 0 to 9. */
    private static String plain(String typed) {
        StringBuilder plain = new StringBuilder();
        typed.codePoints()
                .limit(MAX_TYPED)
                .filter(character -> Character.getType(character) != Character.FORMAT
                        && Character.getType(character) != Character.SURROGATE
                        && character != 0)
                .map(character -> Character.isDigit(character) ? '0' + Character.digit(character, 10) : character)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }
}
