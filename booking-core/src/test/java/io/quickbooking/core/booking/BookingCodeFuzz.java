package io.quickbooking.core.booking;

import static io.quickbooking.testing.FuzzInput.holds;

import io.quickbooking.testing.FuzzInput;
import java.util.Set;

/**
 * Whatever is typed is some code, or none; a code is understood however it is written; and who is one slip away from another
 * has that one a slip away.
 */
public final class BookingCodeFuzz {
    private static final String CODE = "BK[0-9]{6,8}";
    private static final String DRAWN = "BK[1-9][0-9]{5,7}";
    /** A digit of eight put in, left out, exchanged or replaced: no more codes can come of it. */
    private static final int MOST_SLIPS = 200;

    private BookingCodeFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        if (input.below(2) == 0) {
            anything(input.text());
        } else {
            written(input);
        }
    }

    private static void anything(String typed) {
        BookingCode.normalize(typed).ifPresent(code -> {
            holds("is a code: " + code, code.matches(CODE));
            holds(
                    "stays what it is: " + code,
                    BookingCode.normalize(code).orElseThrow().equals(code));
        });
        Set<String> slips = BookingCode.oneSlipAway(typed);
        holds("not too many to be looked for: " + slips.size(), slips.size() <= MOST_SLIPS);
        slips.forEach(slip -> holds("is a code that may have been drawn: " + slip, slip.matches(DRAWN)));
        holds(
                "a slip is another code: " + typed,
                BookingCode.normalize(typed).stream().noneMatch(slips::contains));
    }

    private static void written(FuzzInput input) {
        StringBuilder digits = new StringBuilder().append(1 + input.below(9));
        for (int i = 5 + input.below(3); i > 0; i--) {
            digits.append(input.below(10));
        }
        String code = "BK" + digits;
        String typed = TypedCode.of(code, input);
        holds(
                "'" + typed + "' means " + code + ", not " + BookingCode.normalize(typed),
                BookingCode.normalize(typed).filter(code::equals).isPresent());
        Set<String> slips = BookingCode.oneSlipAway(typed);
        holds("the same slips, however it is written: " + typed, slips.equals(BookingCode.oneSlipAway(code)));
        String slip = slips.stream()
                .sorted()
                .skip(input.below(slips.size()))
                .findFirst()
                .orElseThrow();
        holds(
                code + " is one slip away from " + slip + " as well",
                BookingCode.oneSlipAway(slip).contains(code));
    }
}
