package io.quickbooking.core.booking;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The codes customers read out at the desk: {@code BK} and six digits, more when six run short. */
public final class BookingCode {
    /** How often a code is drawn for one booking before it fails. */
    static final int MAX_TRIES = 10;

    private static final int MIN_DIGITS = 6;
    private static final int MAX_DIGITS = 8;

    /** Of Cyrillic and Greek, on keyboards of which nobody sees a difference. */
    private static final String LOOK_ALIKE = "\u0412\u041A\u041E\u0406\u0392\u039A\u039F\u0399";

    private static final String OURS = "BKOIBKOI";

    /** So many more tries that met a taken code than others, and most codes of that length are taken. */
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
     * A random code. Only the database knows whether it is taken.
     *
     * @param attempt from 1; the 5th to 7th have seven digits, later ones eight, so that bookings go on when six are full.
     *     One more each once most codes of six are known to be taken
     */
    synchronized String draw(int attempt) {
        int digits = Math.min(MAX_DIGITS, shortest + (attempt <= 4 ? 0 : attempt <= 7 ? 1 : 2));
        int lowest = (int) Math.pow(10, digits - 1);
        return "BK" + random.nextInt(lowest, lowest * 10);
    }

    /** Says that a drawn code was taken. Without it every booking would find out anew that six digits are full. */
    synchronized void taken(String code) {
        if (isShortest(code)) {
            misses++;
            if (misses >= CROWDED && shortest < MAX_DIGITS) {
                shortest++;
                misses = 0;
            }
        }
    }

    /** Says that a drawn code was free. */
    synchronized void given(String code) {
        if (isShortest(code)) {
            misses = Math.max(0, misses - 1);
        }
    }

    private boolean isShortest(String code) {
        return code.length() == "BK".length() + shortest;
    }

    /**
     * The code that somebody means who types {@code bk 847 392}, {@code 847392}, {@code BK-84739O}, the same with the dashes,
     * spaces and invisible marks that phones put in, or with digits of another script; empty when it can be none.
     */
    public static Optional<String> normalize(String typed) {
        String digits = digits(typed);
        return digits.matches("[0-9]{" + MIN_DIGITS + "," + MAX_DIGITS + "}")
                ? Optional.of("BK" + digits)
                : Optional.empty();
    }

    /**
     * The codes that somebody may mean who made one slip: a wrong digit, one left out, one too many, or two neighbours
     * swapped. Without the code itself; empty when what was typed is no code, not even with a slip.
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

    /** What is left without the {@code BK} and without all that is neither letter nor digit. */
    private static String digits(String typed) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                // A plus makes it a phone number.
                .filter(character -> Character.isLetterOrDigit(character) || character == '+')
                .map(BookingCode::ours)
                .forEach(letters::appendCodePoint);
        if (letters.chars().noneMatch(letter -> letter >= '0' && letter <= '9')) {
            // Somebody whose name is Lolli.
            return "";
        }
        return (letters.indexOf("BK") == 0 ? letters.substring(2) : letters.toString())
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** Digits of any script as 0 to 9, and letters that look like ours as ours. */
    private static int ours(int character) {
        if (Character.isDigit(character)) {
            return '0' + Character.digit(character, 10);
        }
        int alike = LOOK_ALIKE.indexOf(character);
        return alike < 0 ? character : OURS.charAt(alike);
    }
}
