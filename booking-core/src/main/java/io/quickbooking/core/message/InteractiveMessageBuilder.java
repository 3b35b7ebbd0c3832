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
 * Writes everything that a customer reads. Any locale will do: the closest supported language answers, else English.
 * Any name will do: what could format or reorder a message is taken out of it, what is too long is shortened. Safe for
 * use by many threads.
 */
public final class InteractiveMessageBuilder {
    private static final String BLANK_LINE = "\n\n";

    private final InstantSource clock;
    private final Map<Locale, Wording> wordings =
            Languages.supported().stream().collect(toUnmodifiableMap(Function.identity(), Wording::in));

    /** @param clock tells which dates are so far ahead that their year has to be named */
    public InteractiveMessageBuilder(InstantSource clock) {
        this.clock = clock;
    }

    /** The messages of the steps before a card, and about bookings made before. */
    public ChoiceMessages choices() {
        return new ChoiceMessages(this::wording, clock);
    }

    /** What is about to be booked, and the choice to book it or to look for another time. */
    public InteractiveMessage card(Visit visit, String confirmId, String changeTimeId, Locale locale) {
        return card(visit, null, null, confirmId, changeTimeId, locale);
    }

    /**
     * What is about to be booked, with the promise to keep its time.
     *
     * @param heldUntil in the salon's zone; null: nothing is promised
     * @param other what the customer has booked for that time already; null: nothing
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

    /** What is booked, and the code by which the salon finds it. */
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

    /** What the salon has cancelled. */
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

    /** When the visit is from now on that the salon has moved. */
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
     * Other times to tap, or that there are none.
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

    /** A text with ways on, at most {@link InteractiveMessage#MAX_BUTTONS}. */
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
     * One slot in at most {@link Button#MAX_TITLE} characters: {@code 4:00 PM - Sarah}, {@code Fri 4:00 PM - Sarah}.
     * Two slots may get the same title; those of {@link #alternatives} differ.
     *
     * @param start in the salon's zone
     * @param referenceDate of this day only the time is named, of the six after it the weekday, of others the date
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
