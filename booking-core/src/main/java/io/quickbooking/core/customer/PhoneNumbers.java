package io.quickbooking.core.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.quickbooking.core.customer.PhoneNumbersMapper.Home;
import io.quickbooking.core.database.Mappers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses typed phone numbers: as written in their country, as dialled from abroad, or as written by WhatsApp. Where the
 * number has no country code, the salon's own number, or else its time zone, determines the country.
 */
public final class PhoneNumbers {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final Pattern FORM = Pattern.compile("[+(]?[0-9][0-9 ()./\\p{Pd}\\p{Zs}]*");
    private static final int MIN_DIGITS = 4;
    private static final int MAX_DIGITS = 20;
    /** From this length on, leading zeros are a dialling prefix and not part of the end of a number. */
    private static final int WHOLE_NUMBER = 8;

    private static final int ARGENTINA_LINE = 10;

    private final PhoneNumbersMapper mapper;

    public PhoneNumbers(Mappers mappers) {
        this.mapper = mappers.get(PhoneNumbersMapper.class);
    }

    /**
     * Returns the number as WhatsApp may write it: with its country code, digits only. Another spelling of a known
     * customer's number still finds that customer.
     *
     * @param typed in any usual form
     * @return empty: it is not a phone number, or a part of one whose country or area code is unknown
     */
    public Optional<String> waId(UUID salonId, String typed) {
        return digits(typed)
                .flatMap(digits -> waId(typed.strip(), digits, mapper.homes(new String[] {salonId.toString()})));
    }

    /**
     * Returns the search keys for a typed number, or for its end.
     *
     * @param salons their ids
     * @return empty: the text is not a number
     */
    public Optional<Sought> sought(String typed, String[] salons) {
        return digits(typed).map(digits -> {
            List<Home> homes = mapper.homes(salons);
            Set<String> candidates = new TreeSet<>();
            candidates.add(digits);
            candidates.add(withoutZeros(digits));
            for (Home home : homes) {
                waId(typed.strip(), digits, List.of(home)).ifPresent(candidates::add);
                region(home).flatMap(region -> parse(typed, region)).ifPresent(number -> candidates.add(e164(number)));
            }
            return new Sought(candidates.stream().map(NumberingPlan::key).toList(), reversedEnd(digits));
        });
    }

    /**
     * @param keys of the possible numbers, as in the column {@code customers.phone_key}
     * @param reversedEnd the typed end of the number, reversed
     */
    public record Sought(List<String> keys, String reversedEnd) {
        public Sought {
            keys = List.copyOf(keys);
        }
    }

    private static Optional<String> digits(String typed) {
        String text = typed.strip();
        String digits = text.replaceAll("[^0-9]", "");
        return FORM.matcher(text).matches() && digits.length() >= MIN_DIGITS && digits.length() <= MAX_DIGITS
                ? Optional.of(digits)
                : Optional.empty();
    }

    private static Optional<String> waId(String typed, String digits, List<Home> homes) {
        if (typed.startsWith("+") || digits.startsWith("00")) {
            return fromAbroad(withoutZeros(digits)).map(NumberingPlan::current);
        }
        boolean atNoHome = homes.stream().allMatch(home -> region(home).isEmpty());
        return homes.stream()
                .flatMap(home -> atHome(typed, digits, home).stream())
                .findFirst()
                .or(() -> atNoHome ? fromAbroad(digits) : fromAbroad(digits).filter(PhoneNumbers::isCertain))
                .map(NumberingPlan::current);
    }

    /** Returns the number with its country code in front. */
    private static Optional<String> fromAbroad(String digits) {
        return NumberingPlan.of(digits)
                .filter(plan -> plan.has(digits))
                .map(plan -> digits)
                .or(() ->
                        parse("+" + digits, "ZZ").filter(PhoneNumbers::isWhole).map(PhoneNumbers::e164));
    }

    /**
     * Returns whether digits without a + are a number with its country code, and not part of one in the salon's
     * country.
     */
    private static boolean isCertain(String waId) {
        return NumberingPlan.of(waId).isPresent()
                || parse("+" + waId, "ZZ").filter(PHONES::isValidNumber).isPresent();
    }

    private static Optional<String> atHome(String typed, String digits, Home home) {
        Optional<String> region = region(home);
        if (region.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> area = areaCode(home);
        Optional<String> habit = byHabit(region.get(), digits, area);
        if (habit.isPresent()) {
            return habit;
        }
        Optional<PhoneNumber> national = parse(typed, region.get()).map(number -> withArea(number, digits, area));
        Optional<PhoneNumber> whole = national.filter(PhoneNumbers::isWhole);
        if (whole.filter(PHONES::isValidNumber).isEmpty()) {
            // The number is taken as WhatsApp writes a number of another country if it certainly is one.
            Optional<String> foreign = fromAbroad(digits).filter(PhoneNumbers::isCertain);
            if (foreign.isPresent()) {
                return foreign;
            }
        }
        return whole.map(PhoneNumbers::e164);
    }

    /** Handles habits of dialling that libphonenumber does not know. */
    private static Optional<String> byHabit(String region, String digits, Optional<String> area) {
        return switch (region) {
            case "MX" ->
                line("(?:521|(?:52)?(?:044|045|01)?)([2-9][0-9]{9})", digits).map(line -> "52" + line);
            case "BR" ->
                area.flatMap(code -> line("(9[0-9]{8}|[2-9][0-9]{7})", digits).map(line -> "55" + code + line));
            case "AR" ->
                area.flatMap(code -> line("15([0-9]{6,8})", digits)
                        .filter(line -> code.length() + line.length() == ARGENTINA_LINE)
                        .map(line -> "549" + code + line));
            default -> Optional.empty();
        };
    }

    private static Optional<String> line(String form, String digits) {
        Matcher matcher = Pattern.compile(form).matcher(digits);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static PhoneNumber withArea(PhoneNumber number, String digits, Optional<String> area) {
        if (PHONES.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE_LOCAL_ONLY) {
            return number;
        }
        return area.flatMap(code -> parse("+" + number.getCountryCode() + code + digits, "ZZ"))
                .orElse(number);
    }

    /** Checks the area code: libphonenumber also accepts numbers of Brazil that lack it. */
    private static boolean isWhole(PhoneNumber number) {
        String waId = e164(number);
        return NumberingPlan.of(waId)
                .map(plan -> plan.has(waId))
                .orElseGet(() -> PHONES.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE);
    }

    private static Optional<String> region(Home home) {
        return own(home)
                .map(number -> {
                    String region = PHONES.getRegionCodeForNumber(number);
                    // A number that is not in use has no region, but it has a country.
                    return region != null ? region : PHONES.getRegionCodeForCountryCode(number.getCountryCode());
                })
                .or(() -> ZoneCountries.of(home.timeZone()));
    }

    private static Optional<String> areaCode(Home home) {
        return own(home).flatMap(number -> {
            String national = PHONES.getNationalSignificantNumber(number);
            int length = switch (number.getCountryCode()) {
                case 1 -> 3;
                case 55 -> 2;
                default -> PHONES.getLengthOfGeographicalAreaCode(number);
            };
            String code = national.substring(0, Math.min(length, national.length()));
            // libphonenumber counts the 9 of Argentina's mobile numbers as part of the area code.
            return Optional.of(number.getCountryCode() == 54 ? code.replaceFirst("^9", "") : code)
                    .filter(area -> !area.isEmpty());
        });
    }

    private static Optional<PhoneNumber> own(Home home) {
        return Optional.ofNullable(home.displayPhone()).flatMap(phone -> parse(phone, "ZZ"));
    }

    private static Optional<PhoneNumber> parse(String text, String region) {
        try {
            return Optional.of(PHONES.parse(text, region));
        } catch (NumberParseException notOne) {
            return Optional.empty();
        }
    }

    private static String e164(PhoneNumber number) {
        return PHONES.format(number, PhoneNumberFormat.E164).substring(1);
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^00", "");
    }

    private static String reversedEnd(String digits) {
        String end = digits.length() < WHOLE_NUMBER ? digits : digits.replaceFirst("^0+(?=[0-9]{4})", "");
        return new StringBuilder(end).reverse().toString();
    }
}
