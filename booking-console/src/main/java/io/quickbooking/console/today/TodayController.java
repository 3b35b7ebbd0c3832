package io.quickbooking.console.today;

import io.quickbooking.console.conflicts.MetricCard;
import io.quickbooking.console.desk.AlarmView;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.core.admin.calendar.SalonDay;
import io.quickbooking.core.admin.calendar.SalonDay.LiveSessions;
import io.quickbooking.core.admin.calendar.SalonDay.Messages;
import io.quickbooking.core.admin.calendar.SalonDay.Unsettled;
import io.quickbooking.core.admin.calendar.SalonDay.Visits;
import io.quickbooking.core.admin.calendar.SalonDays;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.Period;
import io.quickbooking.core.availability.FreeTimes;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.watch.Alarm;
import io.quickbooking.core.watch.AlarmKind;
import io.quickbooking.core.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the day brings, and whether anything needs somebody. */
@Controller
class TodayController {
    private static final String[] PARTS = {
        "today-alerts", "today-visits", "today-unsettled", "today-free", "today-sessions", "today-metrics"
    };

    private static final int VISITS = 8;
    private static final int SESSIONS = 5;
    private static final int UNSETTLED = 5;
    /** As long as the page of conflicts shows by itself, so that the numbers agree. */
    private static final int MEASURED_DAYS = 7;

    private static final Duration ALARMED_ABOUT = Duration.ofDays(1);

    private final SalonDays days;
    private final BookingMetrics metrics;
    private final Catalog catalog;
    private final Watch watch;
    private final SendingNotice sending;
    private final InstantSource clock;

    TodayController(
            SalonDays days,
            BookingMetrics metrics,
            Catalog catalog,
            Watch watch,
            SendingNotice sending,
            InstantSource clock) {
        this.days = days;
        this.metrics = metrics;
        this.catalog = catalog;
        this.watch = watch;
        this.sending = sending;
        this.clock = clock;
    }

    @GetMapping("/admin")
    String today(Desk desk, Htmx htmx, Model model) {
        Htmx asked = htmx.among(PARTS);
        Salon salon = catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
        Instant now = clock.instant();
        Formats formats = desk.formats();
        model.addAttribute("day", formats.day(now));
        model.addAttribute("today", LocalDate.ofInstant(now, salon.zone()));
        if (asked.wants("today-visits")) {
            visits(salon, now, formats, model);
        }
        if (asked.wants("today-unsettled")) {
            unsettled(salon, now, formats, model);
        }
        if (asked.wants("today-free")) {
            free(salon, formats, model);
        }
        if (asked.wants("today-sessions")) {
            sessions(salon, now, formats, model);
        }
        if (asked.wants("today-metrics")) {
            metrics(salon, now, formats, model);
        }
        if (asked.wants("today-alerts")) {
            alarms(desk, alerts(salon, now, formats, model), model);
        }
        return htmx.view("today/today", PARTS);
    }

    private void visits(Salon salon, Instant now, Formats formats, Model model) {
        Visits visits = days.visits(salon, VISITS);
        model.addAttribute("visitsLeft", formats.number(visits.left()));
        model.addAttribute("moreVisits", visits.left() > visits.next().size());
        model.addAttribute(
                "visits",
                visits.next().stream()
                        .map(visit -> VisitView.of(visit, now, formats))
                        .toList());
    }

    private void unsettled(Salon salon, Instant now, Formats formats, Model model) {
        Unsettled unsettled = days.unsettled(salon.id(), UNSETTLED);
        model.addAttribute(
                "unsettledCount",
                unsettled.count() > SalonDay.MOST_UNSETTLED
                        ? formats.number(SalonDay.MOST_UNSETTLED) + "+"
                        : formats.number(unsettled.count()));
        model.addAttribute(
                "moreUnsettled", unsettled.count() > unsettled.latest().size());
        model.addAttribute(
                "unsettled",
                unsettled.latest().stream()
                        .map(visit -> VisitView.of(visit, now, formats))
                        .toList());
    }

    private void free(Salon salon, Formats formats, Model model) {
        List<FreeTimes> free = days.freeTimes(salon);
        model.addAttribute("closed", !free.isEmpty() && free.stream().noneMatch(FreeTimes::works));
        model.addAttribute("active", salon.active());
        model.addAttribute(
                "free",
                free.stream().map(times -> FreeTimesView.of(times, formats)).toList());
    }

    private void sessions(Salon salon, Instant now, Formats formats, Model model) {
        LiveSessions live = days.sessions(salon.id(), SESSIONS);
        model.addAttribute("sessionCount", formats.number(live.count()));
        model.addAttribute("moreSessions", live.count() > live.latest().size());
        model.addAttribute(
                "sessions",
                live.latest().stream()
                        .map(session -> SessionView.of(session, now, formats))
                        .toList());
    }

    private void metrics(Salon salon, Instant now, Formats formats, Model model) {
        model.addAttribute("cards", MetricCard.of(metrics.report(lastDays(salon, MEASURED_DAYS, now)), formats));
        model.addAttribute(
                "conflictsToday",
                formats.number(metrics.report(lastDays(salon, 1, now)).current().conflicts()));
        Messages messages = days.messages(salon.id());
        model.addAttribute("waiting", count(messages.waiting(), formats));
        Instant since = messages.waitingSince();
        model.addAttribute("waitingSince", since == null ? null : formats.dayAndTime(since));
        model.addAttribute("failed", count(messages.failed(), formats));
        model.addAttribute("anyFailed", messages.failed() > 0);
    }

    private static String count(long number, Formats formats) {
        return number > SalonDay.MOST_MESSAGES ? formats.number(SalonDay.MOST_MESSAGES) + "+" : formats.number(number);
    }

    private static MetricsQuery lastDays(Salon salon, int days, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, salon.zone());
        return MetricsQuery.ofDays(salon.id(), null, today.minusDays(days - 1L), today, salon.zone(), Step.DAY, now);
    }

    /** Of all salons together. Others than administrators hear that there is a problem, and not which. */
    private void alarms(Desk desk, Set<AlarmKind> told, Model model) {
        boolean administers = desk.may(Permission.ADMINISTER);
        List<Alarm> ringing = watch.alarms();
        model.addAttribute(
                "alarms",
                administers
                        ? ringing.stream()
                                // The salon's own alert above says it already.
                                .filter(alarm -> !told.contains(alarm.kind()))
                                .map(alarm -> AlarmView.of(alarm, desk.formats()))
                                .toList()
                        : List.of());
        model.addAttribute("elsewhere", !administers && !ringing.isEmpty());
        model.addAttribute("sending", sending.of(desk.salon().id()));
    }

    /** @return the alarms of all salons that would say the same once more */
    private Set<AlarmKind> alerts(Salon salon, Instant now, Formats formats, Model model) {
        Period recent = new Period(now.minus(ALARMED_ABOUT), now);
        Period before = new Period(now.minus(ALARMED_ABOUT.multipliedBy(2)), recent.from());
        List<Alert> alerts = Alert.of(
                metrics.report(new MetricsQuery(salon.id(), null, recent, before, salon.zone(), Step.DAY))
                        .current(),
                metrics.answers(salon.id(), recent),
                days.messages(salon.id()).failed(),
                formats);
        model.addAttribute("alerts", alerts);
        return alerts.stream().flatMap(alert -> alert.alarm().stream()).collect(Collectors.toSet());
    }
}
