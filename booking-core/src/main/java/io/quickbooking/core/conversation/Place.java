package io.quickbooking.core.conversation;

import io.quickbooking.core.button.ButtonId;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A place in a list of choices, named by the choice that ended the page before: a number would skip some when the list has
 * become shorter.
 */
final class Place {
    private Place() {}

    /** How an id names a choice: a code that reads like the numbers of earlier versions' ids gives way to the UUID. */
    static String after(String code, UUID id) {
        return ButtonId.counted(code).isPresent() ? id.toString() : code;
    }

    static boolean names(String reference, String code, UUID id) {
        return code.equals(reference) || id.toString().equalsIgnoreCase(reference);
    }

    /**
     * How many of the choices that are offered stand before and at the named one.
     *
     * @param all in order, offered or not
     * @return 0 when none of all is named so
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
