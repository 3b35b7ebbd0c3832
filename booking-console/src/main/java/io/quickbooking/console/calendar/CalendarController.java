package io.quickbooking.console.calendar;

import io.quickbooking.console.calendar.CalendarFilter.Asked;
import io.quickbooking.console.calendar.CalendarFilter.View;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.core.admin.calendar.Calendars;
import io.quickbooking.core.admin.calendar.SalonCalendar;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The calendar: a day, a week, a list, or sheets of paper. */
@Controller
class CalendarController {
    private static final String PART = "calendar";

    private final Calendars calendars;
    private final Catalog catalog;
    private final MessageSource texts;
    private final InstantSource clock;

    CalendarController(Calendars calendars, Catalog catalog, MessageSource texts, InstantSource clock) {
        this.calendars = calendars;
        this.catalog = catalog;
        this.texts = texts;
        this.clock = clock;
    }

    /** A view of the calendar that one can change to. */
    record Tab(String code, String href, boolean current) {}

    @GetMapping("/admin/calendar")
    String calendar(Asked asked, Desk desk, Htmx htmx, Model model) {
        Salon salon = catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
        CalendarFilter filter = CalendarFilter.of(asked, salon, clock.instant());
        DayOfWeek weekBegins = weekBegins(desk);
        LocalDate from = filter.from(weekBegins);
        SalonCalendar calendar = calendars.read(salon, filter.master(), from, filter.until(weekBegins));
        shown(filter, calendar, from, desk, model);
        model.addAttribute("self", filter.href());
        model.addAttribute("filter", filter);
        model.addAttribute("view", filter.view().code());
        model.addAttribute("empty", calendar.days().isEmpty());
        if (htmx.among(PART).wantsAll()) {
            around(filter, from, weekBegins, desk.formats(), model);
        }
        return htmx.view("calendar/calendar", PART);
    }

    private static void shown(CalendarFilter filter, SalonCalendar calendar, LocalDate from, Desk desk, Model model) {
        Formats formats = desk.formats();
        switch (filter.view()) {
            case DAY -> model.addAttribute("board", new Board(filter, calendar, desk).view());
            case WEEK -> {
                if (filter.master() == null) {
                    model.addAttribute("week", WeekView.of(filter, calendar, from, formats));
                } else {
                    model.addAttribute("board", new Board(filter, calendar, desk).view());
                }
            }
            case LIST -> model.addAttribute("list", ListView.of(filter, calendar, formats));
            case PRINT -> model.addAttribute("sheets", SheetView.of(calendar, formats));
        }
    }

    private static void around(
            CalendarFilter filter, LocalDate from, DayOfWeek weekBegins, Formats formats, Model model) {
        model.addAttribute(
                "heading",
                filter.view() == View.WEEK
                        ? formats.shortDay(
                                        from.atStartOfDay(filter.salon().zone()).toInstant()) + " – "
                                + formats.day(filter.until(weekBegins).minusDays(1))
                        : formats.day(filter.date()));
        model.addAttribute("previous", filter.step(-1).href());
        model.addAttribute("next", filter.step(1).href());
        model.addAttribute("now", filter.at(filter.today()).href());
        model.addAttribute("isNow", from.equals(filter.at(filter.today()).from(weekBegins)));
        model.addAttribute(
                "tabs",
                Arrays.stream(View.values())
                        .map(view -> new Tab(view.code(), filter.as(view).href(), view == filter.view()))
                        .toList());
        model.addAttribute("asList", filter.as(View.LIST).href());
        model.addAttribute("asDay", filter.as(View.DAY).href());
        model.addAttribute("byTime", filter.by(false).href());
        model.addAttribute("byMaster", filter.by(true).href());
        model.addAttribute("masters", filter.salon().masters());
        model.addAttribute("problems", List.copyOf(filter.problems()));
    }

    /** As the language has it: what the catalogue knows of a salon does not tell. */
    private DayOfWeek weekBegins(Desk desk) {
        return DayOfWeek.of(Integer.parseInt(texts.getMessage("calendar.week.begins", null, desk.locale())));
    }
}
