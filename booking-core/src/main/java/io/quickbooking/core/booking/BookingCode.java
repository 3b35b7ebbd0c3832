package io.quickbooking.core.booking;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Draws and recognizes booking codes, which customers read out at the desk: {@code BK} and six digits, more when six
 * digits are nearly used up.
 */
public final class BookingCode {
    /** The number of codes drawn for one booking before it fails. */
    static final int MAX_TRIES = 10;

    private static final int MIN_DIGITS = 6;
    private static final int MAX_DIGITS = 8;

    /** Cyrillic and Greek letters that look like Latin ones; users of such keyboards do not see a difference. */
    private static final String LOOK_ALIKE = "\u0412\u041A\u041E\u0406\u0392\u039A\u039F\u0399";

    private static final String OURS = "BKOIBKOI";

    /** The surplus of taken codes over free ones at which most codes of that length are considered taken. */
    private static final int CROWDED = 16;

    private final RandomGenerator random;
    private int shortest = MIN_DIGITS;
    private int misses;

    BookingCode() {
        this(new SecureRandom());
    }

    BookingCode(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns a random code. Only the database knows whether it is taken.
     *
     * @param attempt from 1; the 5th to 7th have seven digits, later ones eight, so that bookings continue when all
     *     codes of six digits are taken. Each has one digit more once most codes of six are known to be taken
     */
    synchronized String draw(int attempt) {
        int digits = Math.min(MAX_DIGITS, shortest + (attempt <= 4 ? 0 : attempt <= 7 ? 1 : 2));
        int lowest = (int) Math.pow(10, digits - 1);
        return "BK" + random.nextInt(lowest, lowest * 10);
    }

    /**
     * Records that a drawn code was taken. Otherwise every booking would have to discover again that codes of six
     * digits are used up.
     */
    synchronized void taken(String code) {
        if (isShortest(code)) {
            misses++;
            if (misses >= CROWDED && shortest < MAX_DIGITS) {
                shortest++;
                misses = 0;
            }
        }
    }

    /** Records that a drawn code was free. */
    synchronized void given(String code) {
        if (isShortest(code)) {
            misses = Math.max(0, misses - 1);
        }
    }

    private boolean isShortest(String code) {
        return code.length() == "BK".length() + shortest;
    }

    /**
     * Returns the code meant by {@code bk 847 392}, {@code 847392} or {@code BK-84739O}, also with the dashes, spaces
     * and invisible marks that phones insert, or with digits of another script; empty when the text cannot be a code.
     */
    public static Optional<String> normalize(String typed) {
        String digits = digits(typed);
        return digits.matches("[0-9]{" + MIN_DIGITS + "," + MAX_DIGITS + "}")
                ? Optional.of("BK" + digits)
                : Optional.empty();
    }

    /**
     * Returns the codes that differ from the typed text by one slip: a wrong digit, a missing one, an extra one, or two
     * neighbours swapped. The code itself is not included; empty when the text is not a code, not even with a slip.
     */
    public static Set<String> oneSlipAway(String typed) {
        String digits = digits(typed);
        if (!digits.matches("[0-9]{" + (MIN_DIGITS - 1) + "," + (MAX_DIGITS + 1) + "}")) {
            return Set.of();
        }
        Set<String> codes = new LinkedHashSet<>();
        for (int i = 0; i <= digits.length(); i++) {
            String before = digits.substring(0, i);
            String after = digits.substring(i);
            for (char digit = '0'; digit <= '9'; digit++) {
                codes.add(before + digit + after);
            }
            if (i == digits.length()) {
                break;
            }
            String rest = digits.substring(i + 1);
            codes.add(before + rest);
            for (char digit = '0'; digit <= '9'; digit++) {
                codes.add(before + digit + rest);
            }
            if (!rest.isEmpty()) {
                codes.add(before + rest.charAt(0) + digits.charAt(i) + rest.substring(1));
            }
        }
        codes.remove(digits);
        return codes.stream()
                .filter(code -> code.matches("[1-9][0-9]{" + (MIN_DIGITS - 1) + "," + (MAX_DIGITS - 1) + "}"))
                .map(code -> "BK" + code)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Removes the {@code BK} and all characters that are neither letters nor digits. */
    private static String digits(String typed) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                // With a plus, it is a phone number.
                .filter(character -> Character.isLetterOrDigit(character) || character == '+')
                .map(BookingCode::ours)
                .forEach(letters::appendCodePoint);
        if (letters.chars().noneMatch(letter -> letter >= '0' && letter <= '9')) {
            // A name such as Lolli consists of letters that can stand for digits.
            return "";
        }
        return (letters.indexOf("BK") == 0 ? letters.substring(2) : letters.toString())
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** Maps digits of any script to 0 to 9, and look-alike letters to Latin ones. */
    private static int ours(int character) {
        if (Character.isDigit(character)) {
            return '0' + Character.digit(character, 10);
        }
        int alike = LOOK_ALIKE.indexOf(character);
        return alike < 0 ? character : OURS.charAt(alike);
    }
}
