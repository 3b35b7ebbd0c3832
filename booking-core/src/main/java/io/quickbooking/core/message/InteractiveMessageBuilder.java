package io.quickbooking.core.message;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.quickbooking.core.message.InteractiveMessage.Button;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds all messages that a customer reads. Any locale is accepted: the closest supported language is used, else
 * English. Any name is accepted: characters that could format or reorder a message are removed, and long names are
 * shortened. Thread-safe.
 */
public final class InteractiveMessageBuilder {
    private static final String BLANK_LINE = "\n\n";

    private final InstantSource clock;
    private final Map<Locale, Wording> wordings =
            Languages.supported().stream().collect(toUnmodifiableMap(Function.identity(), Wording::in));

    /** @param clock decides which dates are so far ahead that their year is shown */
    public InteractiveMessageBuilder(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the builder of the messages before a card, and about existing bookings. */
    public ChoiceMessages choices() {
        return new ChoiceMessages(this::wording, clock);
    }

    /** Shows the slot to book, with the choice to book it or to see other times. */
    public InteractiveMessage card(Visit visit, String confirmId, String changeTimeId, Locale locale) {
        return card(visit, null, null, confirmId, changeTimeId, locale);
    }

    /**
     * Shows the slot to book, with the promise to hold its time.
     *
     * @param heldUntil in the salon's zone; null: no hold
     * @param other the customer's own booking at that time; null: none
     */
    public InteractiveMessage card(
            Visit visit,
            @Nullable ZonedDateTime heldUntil,
            @Nullable OtherVisit other,
            String confirmId,
            String changeTimeId,
            Locale locale) {
        Wording wording = wording(locale);
        Phrases phrases = wording.phrases();
        List<String> parts = new ArrayList<>();
        parts.add(phrases.phrase("card.title"));
        parts.add(String.join("\n", description(visit, wording)));
        if (other != null) {
            parts.add(phrases.sentence(
                    "card.other",
                    DisplayName.of(other.serviceName()).text(),
                    wording.format().timeSeenFrom(visit.start().toLocalDate(), other.start()),
                    DisplayName.of(other.masterName()).text()));
        }
        if (heldUntil != null) {
            parts.add(phrases.sentence("card.held", wording.format().time(heldUntil)));
        }
        parts.add(phrases.phrase("card.question"));
        return new InteractiveMessage(
                String.join(BLANK_LINE, parts),
                List.of(
                        new Button(confirmId, phrases.phrase("button.confirm")),
                        new Button(changeTimeId, phrases.phrase("button.changeTime"))));
    }

    /** Shows the booking, with the code by which the salon finds it. */
    public InteractiveMessage confirmed(Visit visit, String bookingCode, List<Way> ways, Locale locale) {
        Wording wording = wording(locale);
        Phrases phrases = wording.phrases();
        List<String> lines = new ArrayList<>();
        lines.add(phrases.sentence("confirmed.code", bookingCode));
        lines.addAll(description(visit, wording));
        String body = String.join(
                BLANK_LINE,
                phrases.phrase("confirmed.title"),
                String.join("\n", lines),
                phrases.phrase("confirmed.farewell"));
        return leadingOn(body, ways, wording);
    }

    /** Says that the salon has cancelled the booking. */
    public InteractiveMessage cancelled(Visit visit, String bookingCode, List<Way> ways, Locale locale) {
        Wording wording = wording(locale);
        Phrases phrases = wording.phrases();
        List<String> lines = new ArrayList<>();
        lines.add(phrases.sentence("confirmed.code", bookingCode));
        lines.addAll(whatAndWhen(visit, wording));
        String body = String.join(
                BLANK_LINE,
                phrases.phrase("cancelled.title"),
                String.join("\n", lines),
                phrases.phrase("cancelled.farewell"));
        return leadingOn(body, ways, wording);
    }

    /** Says to which time the salon has moved the visit. */
    public InteractiveMessage moved(Visit visit, String bookingCode, List<Way> ways, Locale locale) {
        Wording wording = wording(locale);
        Phrases phrases = wording.phrases();
        List<String> lines = new ArrayList<>();
        lines.add(phrases.sentence("confirmed.code", bookingCode));
        lines.addAll(description(visit, wording));
        String body = String.join(
                BLANK_LINE, phrases.phrase("moved.title"), String.join("\n", lines), phrases.phrase("moved.farewell"));
        return leadingOn(body, ways, wording);
    }

    /**
     * Offers other times, or says that there are none.
     *
     * @param alternatives at most {@link InteractiveMessage#MAX_BUTTONS}; the body lists them in this order
     * @param requestedDate titles name the day only of slots on another one
     */
    public InteractiveMessage alternatives(
            Reason reason, List<Alternative> alternatives, LocalDate requestedDate, Locale locale) {
        Wording wording = wording(locale);
        if (alternatives.isEmpty()) {
            return InteractiveMessage.text(wording.phrases().phrase("alternatives.none." + reason));
        }
        List<String> titles = wording.titles().titles(alternatives, requestedDate);
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        for (int i = 0; i < alternatives.size(); i++) {
            lines.add(line(i + 1, alternatives.get(i), wording));
            buttons.add(new Button(alternatives.get(i).buttonId(), titles.get(i)));
        }
        String body =
                String.join(BLANK_LINE, wording.phrases().phrase("alternatives." + reason), String.join("\n", lines));
        return new InteractiveMessage(body, buttons);
    }

    public InteractiveMessage notice(Notice notice, Locale locale) {
        return InteractiveMessage.text(wording(locale).phrases().phrase("notice." + notice));
    }

    /** Adds buttons to a text, at most {@link InteractiveMessage#MAX_BUTTONS}. */
    public InteractiveMessage leadingOn(InteractiveMessage text, List<Way> ways, Locale locale) {
        return leadingOn(text.body(), ways, wording(locale));
    }

    static InteractiveMessage leadingOn(String body, List<Way> ways, Wording wording) {
        return new InteractiveMessage(
                body,
                ways.stream()
                        .map(way -> new Button(
                                way.id(), wording.phrases().phrase(way.to().key())))
                        .toList());
    }

    /**
     * Returns one slot in at most {@link Button#MAX_TITLE} characters: {@code 4:00 PM - Sarah},
     * {@code Fri 4:00 PM - Sarah}. Two slots may get the same title; those of {@link #alternatives} differ.
     *
     * @param start in the salon's zone
     * @param referenceDate on this day only the time is named, on the six days after it the weekday, on others the date
     */
    public String slotTitle(ZonedDateTime start, String masterName, LocalDate referenceDate, Locale locale) {
        return wording(locale).titles().title(start, masterName, referenceDate);
    }

    private List<String> description(Visit visit, Wording wording) {
        Phrases phrases = wording.phrases();
        LocalFormat format = wording.format();
        List<String> lines = whatAndWhen(visit, wording);
        lines.add(phrases.sentence("visit.duration", format.duration(visit.duration())));
        if (visit.price() > 0) {
            lines.add(phrases.sentence("visit.price", format.price(visit.price(), visit.currency())));
        }
        return lines;
    }

    private List<String> whatAndWhen(Visit visit, Wording wording) {
        Phrases phrases = wording.phrases();
        LocalFormat format = wording.format();
        List<String> lines = new ArrayList<>();
        lines.add(phrases.sentence(
                "visit.service", DisplayName.of(visit.serviceName()).text()));
        lines.add(phrases.sentence("visit.date", format.date(visit.start(), clock.instant())));
        lines.add(phrases.sentence("visit.time", format.time(visit.start())));
        lines.add(phrases.sentence(
                "visit.master", DisplayName.of(visit.masterName()).text()));
        return lines;
    }

    private String line(int number, Alternative alternative, Wording wording) {
        return wording.phrases()
                .sentence(
                        "alternatives.line",
                        Integer.toString(number),
                        wording.format().date(alternative.start(), clock.instant()),
                        wording.format().time(alternative.start()),
                        DisplayName.of(alternative.masterName()).text());
    }

    private Wording wording(Locale locale) {
        return wordings.get(Languages.closest(locale.toLanguageTag(), Locale.ENGLISH));
    }
}
