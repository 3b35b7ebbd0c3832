package io.quickbooking.core.admin;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A phone number as somebody typed it, whole or only its end. */
record TypedPhone(String text, String digits) {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final Pattern FORM = Pattern.compile("[+(]?[0-9][0-9 ()./\\p{Pd}\\p{Zs}]*");
    private static final int MIN_DIGITS = 4;
    private static final int MAX_DIGITS = 20;
    /** From here on zeros in front are a prefix for dialling and not the end of a number. */
    private static final int WHOLE_NUMBER = 8;

    /** @param text with digits 0 to 9 */
    static Optional<TypedPhone> of(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return FORM.matcher(text).matches() && digits.length() >= MIN_DIGITS && digits.length() <= MAX_DIGITS
                ? Optional.of(new TypedPhone(text, digits))
                : Optional.empty();
    }

    /**
     * The numbers that may be meant, as WhatsApp writes them.
     *
     * @param displayPhones of the salons, which tell in which countries a number without one may be
     */
    Set<String> candidates(List<String> displayPhones) {
        Set<String> candidates = new TreeSet<>();
        candidates.add(digits);
        if (digits.startsWith("00")) {
            candidates.add(digits.substring(2));
        }
        for (String region : regions(displayPhones)) {
            parse(text, region).ifPresent(number -> candidates.add(waId(number)));
        }
        List.copyOf(candidates).forEach(number -> addOtherSpelling(number, candidates));
        return candidates;
    }

    /** The number with its country, as WhatsApp usually writes it; empty: it does not tell its country, or is none. */
    Optional<String> waId(List<String> displayPhones) {
        String whole = text.startsWith("00") ? "+" + text.substring(2) : text;
        if (whole.startsWith("+")) {
            return parse(whole, "ZZ").filter(PHONES::isPossibleNumber).map(TypedPhone::waId);
        }
        // The country of the salon's own number, also where that is none that is in use.
        return displayPhones.stream()
                .flatMap(phone -> parse(phone, "ZZ").stream())
                .map(own -> PHONES.getRegionCodeForCountryCode(own.getCountryCode()))
                .flatMap(region -> parse(whole, region).stream())
                .filter(PHONES::isPossibleNumber)
                .map(TypedPhone::waId)
                .findFirst();
    }

    /** What the number ends with, backwards. */
    String reversedEnd() {
        String end = digits.length() < WHOLE_NUMBER ? digits : digits.replaceFirst("^0+(?=[0-9]{4})", "");
        return new StringBuilder(end).reverse().toString();
    }

    private static Set<String> regions(List<String> displayPhones) {
        Set<String> regions = new TreeSet<>();
        displayPhones.forEach(
                phone -> parse(phone, "ZZ").map(PHONES::getRegionCodeForNumber).ifPresent(regions::add));
        return regions;
    }

    private static Optional<PhoneNumber> parse(String text, String region) {
        try {
            return Optional.of(PHONES.parse(text, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String waId(PhoneNumber number) {
        return PHONES.format(number, PhoneNumberFormat.E164).substring(1);
    }

    /** In these countries WhatsApp keeps mobile numbers with or without a digit that people leave out or put in. */
    private static void addOtherSpelling(String number, Set<String> candidates) {
        if (number.matches("55[0-9]{2}9[0-9]{8}")) {
            candidates.add(number.substring(0, 4) + number.substring(5));
        } else if (number.matches("55[0-9]{10}")) {
            candidates.add(number.substring(0, 4) + "9" + number.substring(4));
        } else if (number.matches("521[0-9]{10}")) {
            candidates.add("52" + number.substring(3));
        } else if (number.matches("52[0-9]{10}")) {
            candidates.add("521" + number.substring(2));
        } else if (number.matches("549[0-9]{10}")) {
            candidates.add("54" + number.substring(3));
        } else if (number.matches("54[0-9]{10}")) {
            candidates.add("549" + number.substring(2));
        }
    }
}
