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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds the messages that lead a customer to a slot step by step, and those about existing bookings. */
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
     * The choices before this step, which the message repeats.
     *
     * @param serviceName null: not chosen yet
     * @param masterName null: any master, or not chosen yet
     * @param day in the salon's zone; null: not chosen yet
     */
    public record Chosen(
            @Nullable String serviceName,
            @Nullable String masterName,
            @Nullable ZonedDateTime day) {}

    /**
     * The navigation rows of a list.
     *
     * @param moreId leads to the rows that do not fit; null: all fit
     * @param backId leads to the previous step
     * @param otherDays whether the previous step lists the days
     */
    public record Ways(@Nullable String moreId, String backId, boolean otherDays) {
        public Ways(@Nullable String moreId, String backId) {
            this(moreId, backId, false);
        }

        public Ways toOtherDays() {
            return new Ways(moreId, backId, true);
        }

        /** Returns how many choices fit into a list, with or without {@code more}. */
        public static int room(boolean more) {
            return Menu.MAX_ROWS - (more ? 2 : 1);
        }
    }

    /** @param price in minor units of the salon's currency; 0 is not shown */
    public record ServiceChoice(String id, String name, Duration duration, long price) {}

    /** @param name null: any master */
    public record MasterChoice(String id, @Nullable String name) {}

    /** @param first free time of the day, in the salon's zone */
    public record DayChoice(String id, ZonedDateTime first) {}

    /** @param masterName null: all times are of the same master */
    public record TimeChoice(
            String id, ZonedDateTime start, @Nullable String masterName) {}

    /** A booking of the customer, with the button that asks to cancel it. */
    public record BookedVisit(String id, Visit visit, String bookingCode) {}

    /**
     * Offers the next free times, one tap away from the card.
     *
     * @param usual whether they are for the customer's last service
     * @param times at least one, and at most one less than there are buttons
     * @param today titles name the day only for times on another one
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
        List<Row> rows = new ArrayList<>();
        Map<String, Row> ends = new HashMap<>();
        for (ServiceChoice service : services) {
            String facts = facts(service, currency, wording);
            rows.add(named(service.id(), service.name(), facts, false, wording));
            ends.put(service.id(), named(service.id(), service.name(), facts, true, wording));
        }
        return step("services", new Chosen(null, null, null), List.of(), rows, ends, ways, wording);
    }

    public InteractiveMessage masters(String serviceName, List<MasterChoice> masters, Ways ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<Row> anyone = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        Map<String, Row> ends = new HashMap<>();
        for (MasterChoice master : masters) {
            if (master.name() == null) {
                anyone.add(new Row(master.id(), wording.phrases().phrase("row.anyone"), ""));
            } else {
                rows.add(named(master.id(), master.name(), "", false, wording));
                ends.put(master.id(), named(master.id(), master.name(), "", true, wording));
            }
        }
        return step("masters", new Chosen(serviceName, null, null), anyone, rows, ends, ways, wording);
    }

    public InteractiveMessage days(Chosen chosen, List<DayChoice> days, Ways ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        List<Row> rows = days.stream()
                .map(day -> new Row(
                        day.id(),
                        wording.format().day(day.first()),
                        wording.phrases().sentence("row.from", wording.format().time(day.first()))))
                .toList();
        return step("days", chosen, List.of(), rows, Map.of(), ways, wording);
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
        return step("times", chosen, List.of(), rows, Map.of(), ways, wording);
    }

    /** Says that nothing is free for the selection, with a way back. */
    public InteractiveMessage nothingFree(Chosen chosen, String backId, Locale locale) {
        Wording wording = wordings.apply(locale);
        return new InteractiveMessage(
                described("step.none", chosen, wording),
                List.of(new Button(backId, wording.phrases().phrase("button.back"))));
    }

    /**
     * Lists the customer's bookings, as many as fit, to read and to cancel.
     *
     * @param bookings at least one
     * @param moreId returns the id that leads to those after a booking; called when not all fit
     * @param bookId leads to another booking
     */
    public InteractiveMessage bookings(
            List<BookedVisit> bookings, Function<BookedVisit, String> moreId, String bookId, Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        if (bookings.size() == 1) {
            BookedVisit only = bookings.get(0);
            return InteractiveMessageBuilder.leadingOn(
                    String.join(BLANK_LINE, phrases.phrase("bookings.title"), described(1, only, wording)),
                    List.of(new Way(only.id(), Way.To.CANCELLATION), new Way(bookId, Way.To.BOOKING)),
                    wording);
        }
        String how = phrases.phrase("bookings.how");
        int rows = bookings.size() < Menu.MAX_ROWS ? bookings.size() : Menu.MAX_ROWS - 2;
        String body = phrases.phrase("bookings.title");
        int shown = 0;
        while (shown < rows) {
            String longer = String.join(BLANK_LINE, body, described(shown + 1, bookings.get(shown), wording));
            if (longer.length() + BLANK_LINE.length() + how.length() > InteractiveMessage.MAX_BODY_WITH_BUTTONS) {
                break;
            }
            body = longer;
            shown++;
        }
        List<Row> out = new ArrayList<>();
        if (shown < bookings.size()) {
            out.add(new Row(moreId.apply(bookings.get(shown - 1)), phrases.phrase("row.more"), ""));
        }
        out.add(new Row(bookId, phrases.phrase("button.book"), ""));
        return InteractiveMessage.list(
                String.join(BLANK_LINE, body, how),
                new Menu(phrases.phrase("menu.bookings"), apart(bookings.subList(0, shown), out, wording)));
    }

    private String described(int number, BookedVisit booking, Wording wording) {
        return String.join(
                "\n",
                line(number, booking.visit().start(), booking.visit().masterName(), wording),
                what(booking, wording));
    }

    /**
     * Asks which of these bookings to cancel, as many as fit.
     *
     * @param moreId returns the id that leads to those after a booking; called when not all fit
     */
    public InteractiveMessage whichBooking(
            List<BookedVisit> bookings, Function<BookedVisit, String> moreId, Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        int shown = bookings.size() <= Menu.MAX_ROWS ? bookings.size() : Menu.MAX_ROWS - 1;
        List<Row> out = shown == bookings.size()
                ? List.of()
                : List.of(new Row(moreId.apply(bookings.get(shown - 1)), phrases.phrase("row.more"), ""));
        return InteractiveMessage.list(
                phrases.phrase("bookings.which"),
                new Menu(phrases.phrase("menu.bookings"), apart(bookings.subList(0, shown), out, wording)));
    }

    private static List<Row> apart(List<BookedVisit> bookings, List<Row> ways, Wording wording) {
        List<Row> rows = new ArrayList<>();
        Map<String, Row> withCodes = new HashMap<>();
        for (BookedVisit booking : bookings) {
            String what = DisplayName.of(booking.visit().serviceName()).text()
                    + DOT
                    + DisplayName.of(booking.visit().masterName()).text();
            rows.add(row(booking, what, wording));
            withCodes.put(booking.id(), row(booking, booking.bookingCode() + DOT + what, wording));
        }
        return Rows.apart(List.of(), rows, withCodes, ways);
    }

    private static Row row(BookedVisit booking, String what, Wording wording) {
        return new Row(
                booking.id(),
                fitting(
                        wording.format().day(booking.visit().start()) + " "
                                + wording.format().time(booking.visit().start()),
                        Row.MAX_TITLE),
                fitting(what, Row.MAX_DESCRIPTION));
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

    /** Confirms the customer's cancellation. */
    public InteractiveMessage cancelledAsAsked(BookedVisit booking, List<Way> ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        Phrases phrases = wording.phrases();
        String body = String.join(
                BLANK_LINE, phrases.phrase("cancel.done"), visit(booking, wording), phrases.phrase("cancel.farewell"));
        return InteractiveMessageBuilder.leadingOn(body, ways, wording);
    }

    /** Shows the booking made from a card whose visit has begun or is over. */
    public InteractiveMessage past(BookedVisit booking, List<Way> ways, Locale locale) {
        Wording wording = wordings.apply(locale);
        return InteractiveMessageBuilder.leadingOn(
                String.join(BLANK_LINE, wording.phrases().phrase("past.title"), visit(booking, wording)),
                ways,
                wording);
    }

    private InteractiveMessage step(
            String step,
            Chosen chosen,
            List<Row> before,
            List<Row> choices,
            Map<String, Row> ends,
            Ways ways,
            Wording wording) {
        Phrases phrases = wording.phrases();
        List<Row> out = new ArrayList<>();
        if (ways.moreId() != null) {
            out.add(new Row(ways.moreId(), phrases.phrase("row.more"), ""));
        }
        out.add(new Row(ways.backId(), phrases.phrase(ways.otherDays() ? "row.otherDays" : "row.back"), ""));
        return InteractiveMessage.list(
                described("step." + step, chosen, wording),
                new Menu(phrases.phrase("menu." + step), Rows.apart(before, choices, ends, out)));
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

    private static String facts(ServiceChoice service, Currency currency, Wording wording) {
        String facts = wording.phrases().isolated(wording.format().duration(service.duration()));
        if (service.price() > 0) {
            facts += DOT + wording.phrases().isolated(wording.format().price(service.price(), currency));
        }
        return facts;
    }

    /**
     * Builds a row with a name as its title; a shortened name is repeated in full below, because two names could look
     * alike.
     *
     * @param end of a name that is too long even for that, whether its end is shown instead of its beginning
     */
    private static Row named(String id, String typedName, String facts, boolean end, Wording wording) {
        DisplayName name = DisplayName.of(typedName);
        String title = fitting(name.text(), Row.MAX_TITLE);
        if (title.equals(name.text())) {
            return new Row(id, title, fitting(facts, Row.MAX_DESCRIPTION));
        }
        int isolation =
                wording.phrases().isolated(name.text()).length() - name.text().length();
        int room = Row.MAX_DESCRIPTION - isolation - (facts.isEmpty() ? 0 : facts.length() + DOT.length());
        String whole = room < LEGIBLE ? "" : wording.phrases().isolated(end ? name.end(room) : name.shortened(room));
        String description = whole.isEmpty() || facts.isEmpty() ? whole + facts : whole + DOT + facts;
        return new Row(id, title, fitting(description, Row.MAX_DESCRIPTION));
    }

    private static String fitting(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        // An isolate whose end is cut off would affect the text after it.
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
