package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.ChoiceMessages.BookedVisit;
import io.quickbooking.core.message.ChoiceMessages.Chosen;
import io.quickbooking.core.message.ChoiceMessages.DayChoice;
import io.quickbooking.core.message.ChoiceMessages.MasterChoice;
import io.quickbooking.core.message.ChoiceMessages.ServiceChoice;
import io.quickbooking.core.message.ChoiceMessages.TimeChoice;
import io.quickbooking.core.message.ChoiceMessages.Ways;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever a master or a service is called, every message can be sent. Its own constructor checks WhatsApp's limits. */
class RandomNamesTest {
    /** With four names each on average. */
    private static final int ROUNDS = 5_000;

    private static final int COMBINATIONS = 50_000;

    /** Of messages, see {@link #message}. */
    private static final int KINDS = 17;

    private static final long SEED = 20241025;
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

    private static final Pattern BALANCED =
            Pattern.compile("[^\u2068\u2069]*(\u2068[^\u2068\u2069]*\u2069[^\u2068\u2069]*)*");
    private static final Pattern DANGEROUS = Pattern.compile("[*_~`\\p{Cntrl}\u061C\u200E\u202A-\u202E\u2066\u2067]");

    private static final List<Way> WAYS =
            List.of(new Way("mine", Way.To.BOOKINGS), new Way("cancel", Way.To.CANCELLATION));
    private static final List<String> WORDS = List.of("Sarah", "Maximiliana", "a", "o'", "Анна", "李", "क्षि");
    private static final List<String> SPACES = List.of(" ", " ", " ", "-", "\n", "\t", "\u00A0", "\u2028");
    private static final List<String> MARKS = List.of("*", "_", "~", "```", "1. ", "{0}", "'");
    private static final List<String> EMOJI = List.of("👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿");
    private static final List<String> RIGHT_TO_LEFT = List.of("שרה", "שָׁלוֹם", "سارة", "مُحَمَّد", "١٢");
    private static final List<String> COMBINING = List.of("e\u0301", "x\u0323\u0307\u0301", "\u0301", "\u200D");
    private static final List<String> INVISIBLE = List.of("\u0000", "\u200F", "\u202E", "\u2068", "\u2069", "\u061C");
    private static final List<String> SURROGATES = List.of("\uD83D", "\uDE00", "\uD835\uDD5A");
    private static final List<String> GROWING_WHEN_NORMALISED = List.of("\uFB1D", "\uD834\uDD5E");
    private static final List<List<String>> PIECES = List.of(
            WORDS,
            WORDS,
            SPACES,
            MARKS,
            EMOJI,
            RIGHT_TO_LEFT,
            COMBINING,
            INVISIBLE,
            SURROGATES,
            GROWING_WHEN_NORMALISED);
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("Asia/Jerusalem"),
            ZoneId.of("America/St_Johns"));
    private static final List<Currency> CURRENCIES = List.of(
            Currency.getInstance("USD"),
            Currency.getInstance("JPY"),
            Currency.getInstance("KWD"),
            Currency.getInstance("ILS"),
            Currency.getInstance("XXX"));

    private final Random random = new Random(SEED);
    private final InteractiveMessageBuilder builder =
            new InteractiveMessageBuilder(InstantSource.fixed(Instant.parse("2024-10-01T12:00:00Z")));

    private final ChoiceMessages choices = builder.choices();

    @Test
    void every_message_can_be_sent_whatever_the_names() {
        for (int round = 0; round < ROUNDS; round++) {
            Locale language = oneOf(Languages.supported());
            Visit visit = new Visit(
                    name(),
                    name(),
                    start(),
                    Duration.ofMinutes(1 + random.nextInt(1440)),
                    random.nextLong() >>> random.nextInt(1, 64),
                    oneOf(CURRENCIES));
            assertThatCanBeSent(builder.card(
                    visit,
                    random.nextBoolean() ? null : visit.start(),
                    random.nextBoolean() ? null : new OtherVisit(name(), start(), name()),
                    "confirm",
                    "change",
                    language));
            assertThatCanBeSent(builder.confirmed(visit, "BK847392", WAYS, language));
            List<Alternative> alternatives = alternatives();
            LocalDate requested = alternatives.get(0).start().toLocalDate().minusDays(random.nextInt(-1, 9));
            assertThatCanBeSent(
                    builder.alternatives(oneOf(List.of(Reason.values())), alternatives, requested, language));
        }
    }

    @Test
    void every_message_of_every_language_keeps_the_limits_for_50_000_combinations() {
        for (int combination = 0; combination < COMBINATIONS; combination++) {
            Visit visit = new Visit(
                    name(),
                    name(),
                    start(),
                    Duration.ofMinutes(1 + random.nextInt(1440)),
                    random.nextLong() >>> random.nextInt(1, 64),
                    oneOf(CURRENCIES));
            for (int i = 0; i < Languages.supported().size(); i++) {
                assertThatCanBeSent(message(
                        (combination + i) % KINDS, visit, Languages.supported().get(i)));
            }
        }
    }

    private InteractiveMessage message(int kind, Visit visit, Locale language) {
        Chosen chosen = new Chosen(
                visit.serviceName(),
                random.nextBoolean() ? null : visit.masterName(),
                random.nextBoolean() ? null : visit.start());
        List<Alternative> two = List.of(
                new Alternative("slot_1", visit.start(), visit.masterName()),
                new Alternative("slot_2", visit.start().plusMinutes(random.nextInt(20_000)), visit.masterName()));
        List<BookedVisit> bookings = IntStream.range(0, 2 + random.nextInt(10))
                .mapToObj(i -> booked(visit, i))
                .toList();
        Ways ways = new Ways(random.nextBoolean() ? null : "more", "back", random.nextBoolean());
        int room = Ways.room(ways.moreId() != null);
        return switch (kind) {
            case 0 ->
                choices.offer(
                        random.nextBoolean(),
                        visit.serviceName(),
                        two,
                        visit.start().toLocalDate(),
                        "more_times",
                        language);
            case 1 ->
                choices.services(
                        rows(
                                room,
                                i -> new ServiceChoice("s" + i, visit.serviceName(), visit.duration(), visit.price())),
                        visit.currency(),
                        ways,
                        language);
            case 2 ->
                choices.masters(
                        visit.serviceName(),
                        rows(room, i -> new MasterChoice("m" + i, i == 0 ? null : visit.masterName())),
                        ways,
                        language);
            case 3 ->
                choices.days(
                        chosen,
                        rows(room, i -> new DayChoice("d" + i, visit.start().plusDays(i))),
                        ways,
                        language);
            case 4 ->
                choices.times(
                        chosen,
                        rows(room, i -> new TimeChoice("t" + i, visit.start().plusHours(i), visit.masterName())),
                        ways,
                        language);
            case 5 -> choices.nothingFree(chosen, "back", language);
            case 6 -> choices.bookings(bookings, last -> "more", "book", language);
            case 7 -> choices.whichBooking(bookings, last -> "more", language);
            case 8 -> choices.cancelQuestion(bookings.get(0), "yes", "no", language);
            case 9 -> choices.cancelledAsAsked(bookings.get(0), WAYS, language);
            case 10 -> builder.card(visit, "confirm", "change", language);
            case 11 -> builder.confirmed(visit, "BK847392", WAYS, language);
            case 12 -> builder.cancelled(visit, "BK847392", WAYS, language);
            case 13 -> builder.notice(oneOf(List.of(Notice.values())), language);
            case 14 -> choices.past(bookings.get(0), WAYS, language);
            case 15 -> choices.bookings(bookings.subList(0, 1), last -> "more", "book", language);
            default ->
                builder.alternatives(
                        oneOf(List.of(Reason.values())), two, visit.start().toLocalDate(), language);
        };
    }

    private static <T> List<T> rows(int count, IntFunction<T> row) {
        return IntStream.range(0, count).mapToObj(row).toList();
    }

    private static BookedVisit booked(Visit visit, int number) {
        return new BookedVisit("cancel_" + number, visit, "BK8473" + (10 + number));
    }

    private static void assertThatCanBeSent(InteractiveMessage message) {
        message.body().lines().forEach(RandomNamesTest::assertHarmless);
        if (message.menu() != null) {
            assertHarmless(message.menu().opens());
            assertThat(message.menu().rows())
                    .extracting(row -> row.title() + "\n" + row.description())
                    .doesNotHaveDuplicates();
            message.menu().rows().forEach(row -> {
                assertHarmless(row.title());
                assertHarmless(row.description());
            });
        }
        message.buttons().forEach(button -> assertHarmless(button.title()));
    }

    private static void assertHarmless(String line) {
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line))
                .as("no half of a surrogate pair: " + line)
                .isTrue();
        assertThat(BALANCED.matcher(line).matches())
                .as("isolates in pairs: " + line)
                .isTrue();
        assertThat(DANGEROUS.matcher(line).find())
                .as("nothing that formats or reorders: " + line)
                .isFalse();
    }

    /** Often of the same name or at the same time, as those are the ones to tell apart. */
    private List<Alternative> alternatives() {
        List<Alternative> alternatives = new ArrayList<>();
        ZonedDateTime start = start();
        String name = name();
        int count = 1 + random.nextInt(InteractiveMessage.MAX_BUTTONS);
        for (int i = 0; i < count; i++) {
            start = random.nextBoolean() ? start : start.plusMinutes(random.nextInt(20_000));
            name = random.nextBoolean() ? name : random.nextBoolean() ? name + name() : name();
            alternatives.add(new Alternative("slot_" + i, start, name));
        }
        return alternatives;
    }

    private ZonedDateTime start() {
        return FROM.plus(Duration.ofMinutes(random.nextInt(1_000_000))).atZone(oneOf(ZONES));
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            name.append(oneOf(oneOf(PIECES)));
        }
        return random.nextInt(10) == 0 ? name.toString().repeat(100).substring(0, 100) : name.toString();
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
