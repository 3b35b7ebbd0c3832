package io.quickbooking.core.message;

import io.quickbooking.core.message.InteractiveMessage.Button;
import io.quickbooking.core.message.InteractiveMessage.Menu;
import io.quickbooking.core.message.InteractiveMessage.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the messages by which a customer comes to a slot step by step, and those about bookings made before. */
public final class ChoiceMessages {
    private static final String BLANK_LINE = "\n\n";
    private static final String DOT = " · ";
    private static final int LEGIBLE = 8;

    private final Function<Locale, Wording> wordings;
    private final InstantSource clock;

    ChoiceMessages(Function<Locale, Wording> wordings, InstantSource clock) {
        this.wordings = wordings;
        this.clock = clock;
    }

    /**
     * What has been chosen before this step, as the message repeats it.
     *
     * @param serviceName null: nothing yet
     * @param masterName null: nobody in particular, or not yet
     * @param day in the salon's zone; null: not yet
     */
    public record Chosen(
            @Nullable String serviceName,
            @Nullable String masterName,
            @Nullable ZonedDateTime day) {}

    /**
     * Where else a list leads.
     *
     * @param moreId to the rows that this list has no room for; null: it has all
     * @param backId to the step before
     * @param otherDays whether the step before is that of the days
     */
    public record Ways(@Nullable String moreId, String backId, boolean otherDays) {
        public Ways(@Nullable String moreId, String backId) {
            this(moreId, backId, false);
        }

        public Ways toOtherDays() {
            return new Ways(moreId, backId, true);
        }

        /** How many choices have room in a list, {@code more} or not. */
        public static int room(boolean more) {
            return Menu.MAX_ROWS - (more ? 2 : 1);
        }
    }

    /** @param price in minor units of the salon's currency; 0 is not shown */
    public record ServiceChoice(String id, String name, Duration duration, long price) {}

    /** @param name null: anyone */
    public record MasterChoice(String id, @Nullable String name) {}

    /** @param first free time of the day, in the salon's zone */
    public record DayChoice(String id, ZonedDateTime first) {}

    /** @param masterName null: all times are of the same master */
    public record TimeChoice(
            String id, ZonedDateTime start, @Nullable String masterName) {}

    /** A booking of the customer, and the button that asks to cancel it. */
    public record BookedVisit(String id, Visit visit, String bookingCode) {}

    /**
     * The next free times, one tap from the card.
     *
     * @param usual whether they are for what the customer had last
     * @param times at least one, and one button less than fits
     * @param today titles name the day only of times on another one
     */
    public InteractiveMessage offer(
            boolean usual,
            String serviceName,
            List<Alternative> times,
            LocalDate today,
            String moreTimesId,
            Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        List<String> lines = new ArrayList<>();
        lines.add(phrases.sentence("visit.service", DisplayName.of(serviceName).text()));
        List<Button> buttons = new ArrayList<>();
        List<String> titles = wording.titles().titles(times, today);
        for (int i = 0; i < times.size(); i++) {
            lines.add(line(i + 1, times.get(i).start(), times.get(i).masterName(), wording));
            buttons.add(new Button(times.get(i).buttonId(), titles.get(i)));
        }
        buttons.add(new Button(moreTimesId, phrases.phrase("button.moreTimes")));
        String greeting = phrases.phrase(usual ? "offer.usual" : "alternatives." + Reason.NEXT_TIMES);
        return new InteractiveMessage(String.join(BLANK_LINE, greeting, String.join("\n", lines)), buttons);
    }

    public InteractiveMessage services(List<ServiceChoice> services, Currency currency, Ways ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<Row> rows = services.stream()
                .map(service -> serviceRow(service, currency, wording))
                .toList();
        return step("services", new Chosen(null, null, null), rows, ways, wording);
    }

    public InteractiveMessage masters(String serviceName, List<MasterChoice> masters, Ways ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<Row> rows = masters.stream()
                .map(master -> master.name() == null
                        ? new Row(master.id(), wording.phrases().phrase("row.anyone"), "")
                        : named(master.id(), master.name(), "", wording))
                .toList();
        return step("masters", new Chosen(serviceName, null, null), rows, ways, wording);
    }

    public InteractiveMessage days(Chosen chosen, List<DayChoice> days, Ways ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<Row> rows = days.stream()
                .map(day -> new Row(
                        day.id(),
                        wording.format().day(day.first()),
                        wording.phrases().sentence("row.from", wording.format().time(day.first()))))
                .toList();
        return step("days", chosen, rows, ways, wording);
    }

    public InteractiveMessage times(Chosen chosen, List<TimeChoice> times, Ways ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<Row> rows = times.stream()
                .map(time -> new Row(
                        time.id(),
                        wording.format().time(time.start()),
                        time.masterName() == null
                                ? ""
                                : DisplayName.of(time.masterName()).shortened(Row.MAX_DESCRIPTION)))
                .toList();
        return step("times", chosen, rows, ways, wording);
    }

    /** Nothing is free for what was chosen; there is a way back. */
    public InteractiveMessage nothingFree(Chosen chosen, String backId, Locale locale) {
        Wording wording = wordings.apply(locale);
        return new InteractiveMessage(
                described("step.none", chosen, wording),
                List.of(new Button(backId, wording.phrases().phrase("button.back"))));
    }

    /** The customer's bookings, to read. */
    public InteractiveMessage bookings(List<BookedVisit> bookings, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<String> parts = new ArrayList<>();
        parts.add(wording.phrases().phrase("bookings.title"));
        for (BookedVisit booking : bookings) {
            parts.add(String.join(
                    "\n",
                    line(parts.size(), booking.visit().start(), booking.visit().masterName(), wording),
                    what(booking, wording)));
        }
        return InteractiveMessage.text(String.join(BLANK_LINE, parts));
    }

    /** Which of these bookings to cancel. */
    public InteractiveMessage whichBooking(List<BookedVisit> bookings, Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        List<Row> rows = bookings.stream()
                .limit(Menu.MAX_ROWS)
                .map(booking -> new Row(
                        booking.id(),
                        fitting(
                                wording.format().day(booking.visit().start()) + " "
                                        + wording.format().time(booking.visit().start()),
                                Row.MAX_TITLE),
                        fitting(
                                DisplayName.of(booking.visit().serviceName()).text()
                                        + DOT
                                        + DisplayName.of(booking.visit().masterName())
                                                .text(),
                                Row.MAX_DESCRIPTION)))
                .toList();
        return InteractiveMessage.list(
                phrases.phrase("bookings.which"), new Menu(phrases.phrase("menu.bookings"), rows));
    }

    public InteractiveMessage cancelQuestion(BookedVisit booking, String cancelId, String keepId, Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        return new InteractiveMessage(
                String.join(BLANK_LINE, phrases.phrase("cancel.question"), visit(booking, wording)),
                List.of(
                        new Button(cancelId, phrases.phrase("button.cancel")),
                        new Button(keepId, phrases.phrase("button.keep"))));
    }

    /** What the customer has cancelled. */
    public InteractiveMessage cancelledAsAsked(BookedVisit booking, Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        return InteractiveMessage.text(String.join(
                BLANK_LINE, phrases.phrase("cancel.done"), visit(booking, wording), phrases.phrase("cancel.farewell")));
    }

    private InteractiveMessage step(String step, Chosen chosen, List<Row> choices, Ways ways, Wording wording) {
        Phrases phrases = wording.phrases();
        List<Row> rows = new ArrayList<>(choices);
        if (ways.moreId() != null) {
            rows.add(new Row(ways.moreId(), phrases.phrase("row.more"), ""));
        }
        rows.add(new Row(ways.backId(), phrases.phrase(ways.otherDays() ? "row.otherDays" : "row.back"), ""));
        return InteractiveMessage.list(
                described("step." + step, chosen, wording), new Menu(phrases.phrase("menu." + step), rows));
    }

    private String described(String question, Chosen chosen, Wording wording) {
        Phrases phrases = wording.phrases();
        List<String> lines = new ArrayList<>();
        if (chosen.serviceName() != null) {
            lines.add(phrases.sentence(
                    "visit.service", DisplayName.of(chosen.serviceName()).text()));
        }
        if (chosen.masterName() != null) {
            lines.add(phrases.sentence(
                    "visit.master", DisplayName.of(chosen.masterName()).text()));
        }
        if (chosen.day() != null) {
            lines.add(phrases.sentence("visit.date", wording.format().date(chosen.day(), clock.instant())));
        }
        String asked = phrases.phrase(question);
        return lines.isEmpty() ? asked : String.join(BLANK_LINE, String.join("\n", lines), asked);
    }

    private static Row serviceRow(ServiceChoice service, Currency currency, Wording wording) {
        String facts = wording.phrases().isolated(wording.format().duration(service.duration()));
        if (service.price() > 0) {
            facts += DOT + wording.phrases().isolated(wording.format().price(service.price(), currency));
        }
        return named(service.id(), service.name(), facts, wording);
    }

    /** A row under a name; one that had to be cut stands below it in full, or two names could look alike. */
    private static Row named(String id, String typedName, String facts, Wording wording) {
        DisplayName name = DisplayName.of(typedName);
        String title = fitting(name.text(), Row.MAX_TITLE);
        if (title.equals(name.text())) {
            return new Row(id, title, fitting(facts, Row.MAX_DESCRIPTION));
        }
        int isolation =
                wording.phrases().isolated(name.text()).length() - name.text().length();
        int room = Row.MAX_DESCRIPTION - isolation - (facts.isEmpty() ? 0 : facts.length() + DOT.length());
        String whole = room < LEGIBLE ? "" : wording.phrases().isolated(name.shortened(room));
        String description = whole.isEmpty() || facts.isEmpty() ? whole + facts : whole + DOT + facts;
        return new Row(id, title, fitting(description, Row.MAX_DESCRIPTION));
    }

    private static String fitting(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        // An isolate whose end is cut off would reach into whatever follows.
        String fits = DisplayName.shortened(text.replaceAll("[\u2068\u2069]", ""), max);
        return fits.isEmpty() ? "-" : fits;
    }

    private String visit(BookedVisit booking, Wording wording) {
        Visit visit = booking.visit();
        Phrases phrases = wording.phrases();
        return String.join(
                "\n",
                phrases.sentence("confirmed.code", booking.bookingCode()),
                phrases.sentence(
                        "visit.service", DisplayName.of(visit.serviceName()).text()),
                phrases.sentence("visit.date", wording.format().date(visit.start(), clock.instant())),
                phrases.sentence("visit.time", wording.format().time(visit.start())),
                phrases.sentence(
                        "visit.master", DisplayName.of(visit.masterName()).text()));
    }

    private static String what(BookedVisit booking, Wording wording) {
        return wording.phrases()
                .sentence(
                        "bookings.what",
                        DisplayName.of(booking.visit().serviceName()).text(),
                        booking.bookingCode());
    }

    private String line(int number, ZonedDateTime start, String masterName, Wording wording) {
        return wording.phrases()
                .sentence(
                        "alternatives.line",
                        Integer.toString(number),
                        wording.format().date(start, clock.instant()),
                        wording.format().time(start),
                        DisplayName.of(masterName).text());
    }
}
