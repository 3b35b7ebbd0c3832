package io.quickbooking.core.customer;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Countries in which WhatsApp writes one line in two ways, because the regulator changed the numbers and accounts kept
 * the old ones. The database has the same table as {@code phone_key} and {@code phone_spellings}.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Meta
 *     on the prefixes of Brazil and Mexico</a>
 */
enum NumberingPlan {
    /** The IFT removed the 1 of mobile numbers in 2019. */
    MEXICO("52", "[2-9][0-9]{9}", "1([2-9][0-9]{9})", line -> line.group(1), true),
    /**
     * Anatel added a 9 to mobile numbers until 2016. Those began with 6 to 9; a number with 2 to 5 behind the 9 is
     * newer, and without the 9 it is a landline.
     */
    BRAZIL(
            "55",
            "[1-9][0-9](?:9[0-9]{8}|[2-9][0-9]{7})",
            "([1-9][0-9])9([6-9][0-9]{7})",
            line -> line.group(1) + line.group(2),
            false),
    /** From abroad, mobile numbers have a 9 behind the country code. */
    ARGENTINA("54", "(?:11|[23][0-9])[0-9]{8}", "9([1-9][0-9]{9})", line -> line.group(1), false),
    /** ARTCI added two digits of the operator to mobile numbers in 2021, by the second of the old digits. */
    IVORY_COAST(
            "225",
            "(?:0[157]|2[157])[0-9]{8}",
            "[04-9][0-9]{7}",
            line -> operator(line.group().charAt(1)) + line.group(),
            true),
    /** ARCEP added 01 to all numbers in 2024. */
    BENIN("229", "01[0-9]{8}", "[2-9][0-9]{7}", line -> "01" + line.group(), true);

    private final String countryCode;
    private final Pattern lines;
    private final Pattern otherSpelling;
    private final Function<MatchResult, String> key;
    private final boolean keyIsCurrent;

    /**
     * @param lines the national numbers that are keys
     * @param otherSpelling the national numbers that are not
     * @param keyIsCurrent whether the key is the number as it is dialled today
     */
    NumberingPlan(
            String countryCode,
            String lines,
            String otherSpelling,
            Function<MatchResult, String> key,
            boolean keyIsCurrent) {
        this.countryCode = countryCode;
        this.lines = Pattern.compile(lines);
        this.otherSpelling = Pattern.compile(otherSpelling);
        this.key = key;
        this.keyIsCurrent = keyIsCurrent;
    }

    /** Returns the common key of all spellings of one line. Numbers of other countries are their own key. */
    static String key(String waId) {
        return of(waId).map(plan -> plan.keyOf(waId)).orElse(waId);
    }

    /** Returns the number as it is dialled today. */
    static String current(String waId) {
        return of(waId).map(plan -> plan.keyIsCurrent ? plan.keyOf(waId) : waId).orElse(waId);
    }

    /** Returns the plan of the country that a number begins with; empty: the country has one spelling. */
    static Optional<NumberingPlan> of(String waId) {
        return Arrays.stream(values())
                .filter(plan -> waId.startsWith(plan.countryCode))
                .findFirst();
    }

    /** Returns whether the country has such numbers, in either spelling. */
    boolean has(String waId) {
        return lines.matcher(national(keyOf(waId))).matches();
    }

    private String keyOf(String waId) {
        Matcher line = otherSpelling.matcher(national(waId));
        return line.matches() ? countryCode + key.apply(line) : waId;
    }

    private String national(String waId) {
        return waId.substring(countryCode.length());
    }

    private static String operator(char second) {
        return second <= '3' ? "01" : second <= '6' ? "05" : "07";
    }
}
