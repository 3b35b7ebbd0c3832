package io.quickbooking.core.booking;

import io.quickbooking.testing.FuzzInput;
import java.util.List;
import java.util.Locale;

/** A booking's code as people write it, who mean it and make no slip. */
public final class TypedCode {
    private static final List<String> PREFIXES =
            List.of("BK", "", "bk", "Bk", "B K ", "b.k.", "ВК", "вк", "Вк", "ΒΚ", "βκ", "\uFF22\uFF2B", "#BK", "\"bk");
    private static final List<String> BETWEEN = List.of(
            "", "", "", " ", "-", ".", "  ", "\u00A0", "\u202F", "\u2009", "\u2011", "\u2013", "\u2014", "\u2212", "_",
            "/", ",", "'", "\u2019", "\u200F", "\u200E", "\u2068", "\u2069", "\u200B", "\uFEFF", "\u00AD", "\t", "(",
            ")", "*", "#", "~");
    private static final List<String> AROUND =
            List.of("", " ", "\n", "\u00A0", "\"", ".", "!", "?", "\u200F", "«", ")");
    /** The zeros of scripts in which people have digits on their phones, and of those that look like ours. */
    private static final int[] ZEROS = {
        '0', '0', '0', 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7F6
    };

    private static final List<String> LIKE_ZERO = List.of("O", "o", "О", "о", "Ο", "ο", "\uFF2F");
    private static final List<String> LIKE_ONE = List.of("I", "i", "l", "L", "І", "і", "Ι", "\uFF4C");

    private TypedCode() {}

    /** @param code such as BK123456 */
    public static String of(String code, FuzzInput input) {
        StringBuilder typed = new StringBuilder(pick(AROUND, input)).append(pick(PREFIXES, input));
        String digits = code.substring(2);
        for (int i = 0; i < digits.length(); i++) {
            typed.append(pick(BETWEEN, input)).append(digit(digits.charAt(i) - '0', i == 0, input));
        }
        typed.append(pick(AROUND, input));
        return input.below(8) == 7 ? typed.toString().toLowerCase(Locale.ROOT) : typed.toString();
    }

    /** The first is always a digit: without any it is a name. */
    private static String digit(int digit, boolean first, FuzzInput input) {
        int how = input.below(16);
        if (!first && how == 15 && digit == 0) {
            return pick(LIKE_ZERO, input);
        }
        if (!first && how == 15 && digit == 1) {
            return pick(LIKE_ONE, input);
        }
        return Character.toString(ZEROS[how % ZEROS.length] + digit);
    }

    private static String pick(List<String> texts, FuzzInput input) {
        return texts.get(input.below(texts.size()));
    }
}
