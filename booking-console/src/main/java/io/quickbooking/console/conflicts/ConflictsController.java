package io.quickbooking.console.conflicts;

import io.quickbooking.console.conflicts.ConflictsFilter.Asked;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.Conflict;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.MetricsReport;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** How often customers lose a slot, and what comes of it. */
@Controller
class ConflictsController {
    private static final int PAGE = 25;

    private final BookingMetrics metrics;
    private final Catalog catalog;
    private final InstantSource clock;

    ConflictsController(BookingMetrics metrics, Catalog catalog, InstantSource clock) {
        this.metrics = metrics;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping("/admin/conflicts")
    String conflicts(@ModelAttribute("asked") Asked asked, Desk desk, Htmx htmx, Model model) {
        Salon salon = catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
        Instant now = clock.instant();
        ConflictsFilter filter = ConflictsFilter.of(asked, salon, now);
        Formats formats = desk.formats();
        model.addAttribute("filter", filter);
        model.addAttribute("self", filter.url());
        model.addAttribute("masters", salon.masters());
        model.addAttribute(
                "periods",
                Stream.of(1, 7, 30, 90)
                        .map(days -> new PeriodLink(
                                days,
                                filter.url(filter.today().minusDays(days - 1L), filter.today()),
                                filter.to().equals(filter.today()) && filter.days() == days))
                        .toList());
        model.addAttribute("oneDay", filter.days() == 1);
        model.addAttribute("byHour", filter.step() == Step.HOUR);
        model.addAttribute("firstDay", formats.day(filter.from()));
        model.addAttribute("lastDay", formats.day(filter.to()));
        Htmx part = htmx.among("metric-cards", "conflicts-list");
        if (part.wants("metric-cards")) {
            MetricsReport report = metrics.report(filter.metrics(now));
            model.addAttribute("cards", MetricCard.of(report, formats));
            model.addAttribute("anyConflict", report.current().conflicts() > 0);
            model.addAttribute("trend", TrendView.of(report.series(), filter.step(), formats));
            model.addAttribute("heat", HeatMapView.of(report.contested(), filter, desk.locale(), formats));
        }
        if (part.wants("conflicts-list")) {
            list(filter, formats, desk, model);
        }
        return htmx.view("conflicts/conflicts", "metric-cards", "conflicts-list");
    }

    /** @param days 1: today */
    record PeriodLink(int days, String href, boolean chosen) {}

    private void list(ConflictsFilter filter, Formats formats, Desk desk, Model model) {
        List<Conflict> found = metrics.conflicts(filter.list(), PAGE + 1);
        List<Conflict> page = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute(
                "conflicts",
                page.stream()
                        .map(conflict -> ConflictView.of(conflict, formats))
                        .toList());
        model.addAttribute(
                "next", found.size() > PAGE ? filter.url(page.get(PAGE - 1).position()) + "#conflicts-list" : null);
        model.addAttribute("first", filter.olderThan() == null ? null : filter.url(filter.weekday(), filter.hour()));
        Integer weekday = filter.weekday();
        Integer hour = filter.hour();
        model.addAttribute(
                "weekday",
                weekday == null
                        ? null
                        : DayOfWeek.of(weekday).getDisplayName(TextStyle.FULL_STANDALONE, desk.locale()));
        model.addAttribute("hour", hour == null ? null : formats.time(LocalTime.of(hour, 0)));
        model.addAttribute("allHours", filter.url((Integer) null, null) + "#conflicts-list");
    }
}
