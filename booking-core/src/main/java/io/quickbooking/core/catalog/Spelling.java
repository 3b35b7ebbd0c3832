package io.quickbooking.core.catalog;

import java.util.Collection;
import java.util.Optional;

/** Guesses the intended word behind a typing error. */
final class Spelling {
    private Spelling() {}

    /**
     * Returns a candidate that is one edit away (a letter too many, too few, wrong, or two swapped) or differs only in case.
     */
    static Optional<String> closest(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.equalsIgnoreCase(word) || isOneEditAway(word, candidate))
                .sorted()
                .findFirst();
    }

    private static boolean isOneEditAway(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int start = 0;
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        String differentInA = a.substring(start, a.length() - end);
        String differentInB = b.substring(start, b.length() - end);
        return Math.max(differentInA.length(), differentInB.length()) == 1
                || differentInA.length() == 2
                        && new StringBuilder(differentInA).reverse().toString().equals(differentInB);
    }
}
