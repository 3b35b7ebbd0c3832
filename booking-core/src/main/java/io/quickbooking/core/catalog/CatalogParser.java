package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFile.CalendarEntry;
import io.quickbooking.core.catalog.CatalogFile.MasterEntry;
import io.quickbooking.core.catalog.CatalogFile.PerformedEntry;
import io.quickbooking.core.catalog.CatalogFile.SalonEntry;
import io.quickbooking.core.catalog.CatalogFile.ServiceEntry;
import io.quickbooking.core.catalog.CatalogFileException.Place;
import io.quickbooking.core.catalog.CatalogFileException.Problem;
import io.quickbooking.core.catalog.CatalogNode.Fields;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the text of a catalogue file and finds every problem in it. It walks YAML's nodes, which know their lines, instead of
 * objects made from them; so nothing in a file can name a class to be instantiated.
 */
final class CatalogParser {
    /**
     * The maximum number of characters; a file of 200 salons with 20 masters and 15 services each has 900,000. The scanner's
     * time grows with the square of a line's length, so a limit is needed.
     */
    static final int MAX_SIZE = 2 * 1024 * 1024;

    private static final List<String> SALON_KEYS = List.of(
            "code",
            "name",
            "phoneNumberId",
            "displayPhone",
            "timeZone",
            "language",
            "currency",
            "slotMinutes",
            "horizonDays",
            "noticeMinutes",
            "holdMinutes",
            "active",
            "workingHours",
            "breaks",
            "daysOff",
            "openings",
            "services",
            "masters");
    private static final List<String> SERVICE_KEYS =
            List.of("code", "name", "minutes", "price", "bufferBefore", "bufferAfter", "active");
    private static final List<String> MASTER_KEYS = List.of(
            "code",
            "name",
            "services",
            "workingHours",
            "breaks",
            "daysOff",
            "openings",
            "worksFrom",
            "worksUntil",
            "active");
    private static final List<String> PERFORMED_KEYS = List.of("service", "minutes", "price");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final Pattern PHONE_NUMBER_ID = Pattern.compile("\\d{1,64}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Collection<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    private static final int MAX_NAME = 100;
    private static final int MAX_DISPLAY_PHONE = 32;
    private static final int MAX_LANGUAGE = 35;
    private static final int MAX_STORED = 100;
    private static final int MINUTES_PER_DAY = MinuteRange.MINUTES_PER_DAY;
    private static final int MAX_HOLD = 15;
    private static final int MAX_BUFFER = 240;
    private static final int MINUTES_PER_YEAR = 365 * MINUTES_PER_DAY;

    private final Map<String, Place> salonCodes = new HashMap<>();
    private final Map<String, Place> phoneNumberIds = new HashMap<>();

    private final boolean stored;

    private CatalogParser(boolean stored) {
        this.stored = stored;
    }

    /** @throws CatalogFileException with every problem found */
    static List<SalonEntry> parse(String source, String text) {
        return parse(source, text, false);
    }

    /**
     * Reads text that was written from the database, whatever its content: a time zone, currency or language that this Java
     * runtime does not know has to be shown before it can be corrected.
     */
    static List<SalonEntry> parseStored(String source, String text) {
        return parse(source, text, true);
    }

    private static List<SalonEntry> parse(String source, String text, boolean stored) {
        if (text.length() > MAX_SIZE) {
            String tooLong = "must have at most " + MAX_SIZE + " characters, not " + text.length();
            throw new CatalogFileException(source, List.of(new Problem("", 0, tooLong)));
        }
        List<Problem> problems = new ArrayList<>();
        List<SalonEntry> salons = new ArrayList<>();
        try {
            Node root = new Yaml(limits()).compose(new StringReader(yaml(text)));
            if (root == null) {
                problems.add(new Problem("", 1, "the file is empty, expected 'salons'"));
            } else {
                salons = new CatalogParser(stored).salons(new CatalogNode(root, "", problems));
            }
        } catch (YAMLException e) {
            problems.add(new Problem("", line(e, text), reason(e)));
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new CatalogFileException(source, problems);
        }
        return salons;
    }

    /** Unescapes slashes: JSON may write a slash as {@code \/}, which YAML allows only since version 1.2. */
    private static String yaml(String text) {
        return text.stripLeading().startsWith("{")
                ? ESCAPE.matcher(text)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(escape.group(1).equals("/") ? "/" : escape.group()))
                : text;
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_SIZE);
        limits.setNestingDepthLimit(20);
        limits.setMaxAliasesForCollections(50);
        return limits;
    }

    private static int line(YAMLException e, String text) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblemMark().getLine() + 1;
        }
        if (e instanceof ReaderException unprintable) {
            return 1
                    + (int) text.codePoints()
                            .limit(unprintable.getPosition())
                            .filter(character -> character == '\n')
                            .count();
        }
        return 0;
    }

    private static String reason(YAMLException e) {
        String reason = e instanceof MarkedYAMLException marked && marked.getProblem() != null
                ? marked.getProblem()
                : String.valueOf(e.getMessage());
        return "not YAML: " + reason.lines().findFirst().orElse("").strip();
    }

    private List<SalonEntry> salons(CatalogNode root) {
        Fields fields = root.fields(List.of("salons"));
        List<SalonEntry> salons = fields.list("salons", this::salon);
        fields.optional("salons").filter(CatalogNode::isEmptyList).ifPresent(list -> list.report("must not be empty"));
        return salons;
    }

    private SalonEntry salon(CatalogNode node) {
        Fields fields = node.fields(SALON_KEYS);
        Map<String, Place> serviceCodes = new LinkedHashMap<>();
        Map<String, Place> masterCodes = new LinkedHashMap<>();
        // Services are read before the masters, who refer to them.
        List<ServiceEntry> services = fields.list("services", service -> service(service, serviceCodes));
        return new SalonEntry(
                code(fields, salonCodes),
                name(fields),
                fields.required("phoneNumberId").map(this::phoneNumberId).orElse(""),
                fields.optional("phoneNumberId").orElse(node).place(),
                displayPhone(fields),
                fields.required("timeZone").map(this::timeZone).orElse(""),
                fields.optional("language").map(this::language).orElse("en"),
                fields.optional("currency").map(this::currency).orElse("USD"),
                number(fields, "slotMinutes", 1, MINUTES_PER_DAY, 30),
                number(fields, "horizonDays", 1, 730, 60),
                number(fields, "noticeMinutes", 0, MINUTES_PER_YEAR, 0),
                number(fields, "holdMinutes", 0, MAX_HOLD, 0),
                active(fields),
                fields.optional("workingHours").map(HoursNotation::read).orElse(WeeklyHours.DEFAULT),
                calendar(fields),
                services,
                fields.list("masters", master -> master(master, masterCodes, serviceCodes.keySet())));
    }

    private static ServiceEntry service(CatalogNode node, Map<String, Place> codes) {
        Fields fields = node.fields(SERVICE_KEYS);
        return new ServiceEntry(
                code(fields, codes),
                name(fields),
                fields.required("minutes")
                        .map(minutes -> (int) minutes.number(1, MINUTES_PER_DAY))
                        .orElse(1),
                fields.optional("price")
                        .map(price -> price.number(0, Long.MAX_VALUE))
                        .orElse(0L),
                number(fields, "bufferBefore", 0, MAX_BUFFER, 0),
                number(fields, "bufferAfter", 0, MAX_BUFFER, 0),
                active(fields));
    }

    private static MasterEntry master(CatalogNode node, Map<String, Place> codes, Set<String> salonServices) {
        Fields fields = node.fields(MASTER_KEYS);
        Map<String, Place> services = new LinkedHashMap<>();
        @Nullable LocalDate worksFrom = date(fields, "worksFrom");
        @Nullable LocalDate worksUntil = date(fields, "worksUntil");
        if (worksFrom != null && worksUntil != null && worksUntil.isBefore(worksFrom)) {
            fields.optional("worksUntil").ifPresent(until -> until.report("must not be before worksFrom"));
        }
        return new MasterEntry(
                code(fields, codes),
                name(fields),
                active(fields),
                ownHours(fields),
                calendar(fields),
                worksFrom,
                worksUntil,
                fields.list("services", service -> performed(service, services, salonServices)));
    }

    private static CalendarEntry calendar(Fields fields) {
        return new CalendarEntry(
                fields.optional("breaks").map(HoursNotation::read).orElse(WeeklyHours.CLOSED),
                SpecialDayNotation.read(fields));
    }

    private static @Nullable LocalDate date(Fields fields, String key) {
        return fields.optional(key).flatMap(SpecialDayNotation::date).orElse(null);
    }

    /** Reads a code, or a mapping with a code and terms. */
    private static PerformedEntry performed(CatalogNode node, Map<String, Place> seen, Set<String> known) {
        if (node.isScalar()) {
            return new PerformedEntry(knownService(node, seen, known), null, null);
        }
        Fields fields = node.fields(PERFORMED_KEYS);
        return new PerformedEntry(
                fields.required("service")
                        .map(service -> knownService(service, seen, known))
                        .orElse(""),
                fields.optional("minutes")
                        .map(minutes -> (int) minutes.number(1, MINUTES_PER_DAY))
                        .orElse(null),
                fields.optional("price")
                        .map(price -> price.number(0, Long.MAX_VALUE))
                        .orElse(null));
    }

    private static @Nullable WeeklyHours ownHours(Fields fields) {
        return fields.optional("workingHours").map(HoursNotation::read).orElse(null);
    }

    private static String knownService(CatalogNode node, Map<String, Place> seen, Set<String> known) {
        String has = known.isEmpty() ? "no services" : String.join(", ", known);
        String code = node.text(MAX_NAME);
        if (!code.isBlank() && !known.contains(code)) {
            node.report("unknown service " + CatalogNode.quoted(code) + ", the salon has " + has);
        }
        return unique(node, code, seen);
    }

    private static String code(Fields fields, Map<String, Place> seen) {
        return fields.required("code")
                .map(node -> unique(
                        node,
                        node.matching(CODE.asMatchPredicate(), "1 to 32 letters of a-z or A-Z, digits or hyphens"),
                        seen))
                .orElse("");
    }

    private static String unique(CatalogNode node, String value, Map<String, Place> seen) {
        Place first = seen.putIfAbsent(value, node.place());
        if (first != null && !value.isBlank()) {
            node.report(CatalogNode.quoted(value) + " is taken by " + first);
        }
        return value;
    }

    private static String name(Fields fields) {
        return fields.required("name").map(name -> name.text(MAX_NAME)).orElse("");
    }

    private String phoneNumberId(CatalogNode node) {
        String digits = "the digits of a WhatsApp phone number id, at most 64";
        return unique(node, node.matching(PHONE_NUMBER_ID.asMatchPredicate(), digits), phoneNumberIds);
    }

    private static @Nullable String displayPhone(Fields fields) {
        return fields.optional("displayPhone")
                .map(phone -> phone.text(MAX_DISPLAY_PHONE))
                .orElse(null);
    }

    private String timeZone(CatalogNode node) {
        return stored
                ? node.text(MAX_STORED)
                : node.oneOf(ZoneId.getAvailableZoneIds(), "time zone", "a name such as America/New_York");
    }

    private String currency(CatalogNode node) {
        return stored ? node.text(MAX_STORED) : node.oneOf(CURRENCIES, "currency", "a code such as USD");
    }

    private String language(CatalogNode node) {
        if (stored) {
            return node.text(MAX_STORED);
        }
        String tag = node.matching(CatalogParser::isLanguage, "a language tag such as en or pt-BR");
        return Locale.forLanguageTag(tag).toLanguageTag();
    }

    private static boolean isLanguage(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            // Called for its side effect: it throws for a language that does not exist, such as "english".
            return tag.length() <= MAX_LANGUAGE && !locale.getISO3Language().isEmpty();
        } catch (IllformedLocaleException | MissingResourceException e) {
            return false;
        }
    }

    private static boolean active(Fields fields) {
        return fields.optional("active").map(CatalogNode::flag).orElse(true);
    }

    private static int number(Fields fields, String key, int min, int max, int otherwise) {
        return fields.optional(key).map(node -> (int) node.number(min, max)).orElse(otherwise);
    }
}
