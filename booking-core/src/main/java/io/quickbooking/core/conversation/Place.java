package io.quickbooking.core.conversation;

import io.quickbooking.core.button.ButtonId;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Finds a place in a list of choices, named by the last choice of the previous page. A number would skip choices when
 * the list has become shorter.
 */
final class Place {
    private Place() {}

    /**
     * Returns the name of a choice in an id: its code, or its UUID if the code looks like the numbers in ids of earlier
     * versions.
     */
    static String after(String code, UUID id) {
        return ButtonId.counted(code).isPresent() ? id.toString() : code;
    }

    static boolean names(String reference, String code, UUID id) {
        return code.equals(reference) || id.toString().equalsIgnoreCase(reference);
    }

    /**
     * Counts the offered choices up to and including the named one.
     *
     * @param all in order, offered or not
     * @return 0 when no choice has this name
     */
    static <T> int upTo(List<T> all, Predicate<T> named, Predicate<T> offered) {
        int before = 0;
        for (T choice : all) {
            before += offered.test(choice) ? 1 : 0;
            if (named.test(choice)) {
                return before;
            }
        }
        return 0;
    }
}
