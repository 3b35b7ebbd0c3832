package io.quickbooking.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.ChoiceMessages.BookedVisit;
import io.quickbooking.core.message.ChoiceMessages.Chosen;
import io.quickbooking.core.message.ChoiceMessages.DayChoice;
import io.quickbooking.core.message.ChoiceMessages.MasterChoice;
import io.quickbooking.core.message.ChoiceMessages.ServiceChoice;
import io.quickbooking.core.message.ChoiceMessages.TimeChoice;
import io.quickbooking.core.message.ChoiceMessages.Ways;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Pins every text to the character, so that a look at {@code samples.txt} shows what a change does in all languages,
 * and a Java release with other names for months fails here and not at the customer.
 */
class EveryLanguageTest {
    private static final Path WRITTEN_NOW = Path.of("target", "samples.txt");
    private static final LocalDate FRIDAY = LocalDate.parse("2024-10-25");
    private static final Visit VISIT = new Visit(
            "Women's Haircut",
            "Sarah Johnson",
            at("2024-10-25T15:00"),
            Duration.ofMinutes(90),
            123456,
            Currency.getInstance("USD"));
    private static final List<Alternative> ALTERNATIVES = List.of(
            new Alternative("slot_1", at("2024-10-25T16:00"), "Sarah Johnson"),
            new Alternative("slot_2", at("2024-10-30T09:30"), "שרה כהן"),
            new Alternative("slot_3", at("2024-11-12T16:00"), "Anna Schmidt"));

    private final InteractiveMessageBuilder builder =
            new InteractiveMessageBuilder(InstantSource.fixed(Instant.parse("2024-10-01T12:00:00Z")));

    @Test
    void the_texts_are_those_that_were_approved() throws IOException {
        String samples = Languages.supported().stream().map(this::samples).collect(Collectors.joining("\n"));
        Files.writeString(WRITTEN_NOW, samples);
        assertThat(samples).as("texts; written now to " + WRITTEN_NOW).isEqualTo(approved());
    }

    private static String approved() throws IOException {
        try (InputStream file = EveryLanguageTest.class.getResourceAsStream("samples.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String samples(Locale language) {
        List<String> samples = new ArrayList<>();
        List<Way> standing = List.of(new Way("mine", Way.To.BOOKINGS), new Way("cancel", Way.To.CANCELLATION));
        List<Way> gone = List.of(new Way("book", Way.To.BOOKING), new Way("more", Way.To.MORE_TIMES));
        samples.add("=== " + language.toLanguageTag() + " ===");
        samples.add(readable(builder.card(VISIT, "confirm", "change", language)));
        samples.add(readable(builder.confirmed(VISIT, "BK847392", standing, language)));
        samples.add(readable(builder.card(
                VISIT,
                at("2024-10-25T15:10"),
                new OtherVisit("Colour", at("2024-10-25T14:30"), "Anna Schmidt"),
                "confirm",
                "change",
                language)));
        samples.add(readable(builder.cancelled(VISIT, "BK847392", gone, language)));
        samples.add(readable(builder.moved(VISIT, "BK847392", standing, language)));
        for (Reason reason : Reason.values()) {
            samples.add(readable(builder.alternatives(reason, ALTERNATIVES, FRIDAY, language)));
            samples.add(readable(builder.alternatives(reason, List.of(), FRIDAY, language)));
        }
        for (Notice notice : Notice.values()) {
            samples.add(readable(builder.notice(notice, language)));
        }
        choices(language).forEach(message -> samples.add(readable(message)));
        samples.add(calendar(language));
        return String.join("\n---\n", samples) + "\n";
    }

    private List<InteractiveMessage> choices(Locale language) {
        ChoiceMessages choices = builder.choices();
        Ways ways = new Ways("more", "back");
        ZonedDateTime start = VISIT.start();
        List<BookedVisit> bookings =
                List.of(new BookedVisit("cancel_1", VISIT, "BK847392"), new BookedVisit("cancel_2", VISIT, "BK847393"));
        Chosen chosen = new Chosen(VISIT.serviceName(), VISIT.masterName(), start);
        return List.of(
                choices.offer(true, VISIT.serviceName(), ALTERNATIVES.subList(0, 2), FRIDAY, "more", language),
                choices.services(
                        List.of(
                                new ServiceChoice("s1", VISIT.serviceName(), VISIT.duration(), VISIT.price()),
                                new ServiceChoice(
                                        "s2", "Colour and highlights for long hair", Duration.ofMinutes(45), 0)),
                        VISIT.currency(),
                        ways,
                        language),
                choices.masters(
                        VISIT.serviceName(),
                        List.of(new MasterChoice("any", null), new MasterChoice("m1", VISIT.masterName())),
                        ways,
                        language),
                choices.days(chosen, List.of(new DayChoice("day", start)), ways, language),
                choices.times(
                        chosen, List.of(new TimeChoice("slot", start, "Anna Schmidt")), ways.toOtherDays(), language),
                choices.nothingFree(chosen, "back", language),
                choices.bookings(bookings, last -> "more", "book", language),
                choices.bookings(bookings.subList(0, 1), last -> "more", "book", language),
                choices.whichBooking(bookings, last -> "more", language),
                choices.cancelQuestion(bookings.get(0), "yes", "no", language),
                choices.cancelledAsAsked(bookings.get(0), List.of(), language),
                choices.past(bookings.get(0), List.of(), language));
    }

    private static String readable(InteractiveMessage message) {
        String buttons = message.buttons().stream()
                .map(button -> "\n[" + visible(button.title()) + "]")
                .collect(Collectors.joining());
        String rows = message.menu() == null
                ? ""
                : "\n[= " + visible(message.menu().opens()) + "]"
                        + message.menu().rows().stream()
                                .map(row -> "\n  | " + visible(row.title())
                                        + (row.description().isEmpty() ? "" : " | " + visible(row.description())))
                                .collect(Collectors.joining());
        return visible(message.body()) + buttons + rows;
    }

    /** All months and weekdays. */
    private static String calendar(Locale language) {
        LocalFormat format = Wording.in(language).format();
        return IntStream.range(0, 12)
                .mapToObj(month -> at("2024-01-01T09:05").plusMonths(month).plusDays(month))
                .map(day -> format.date(day, day.toInstant()) + " | "
                        + format.timeSeenFrom(day.toLocalDate().minusDays(1), day) + " | "
                        + format.timeSeenFrom(day.toLocalDate().minusDays(7), day))
                .map(EveryLanguageTest::visible)
                .collect(Collectors.joining("\n"));
    }

    private static String visible(String text) {
        return text.replace('\u2068', '⟦')
                .replace('\u2069', '⟧')
                .replace('\u200F', '⟵')
                .replace('\u00A0', '⍽');
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneOffset.UTC);
    }
}
