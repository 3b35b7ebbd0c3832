package io.quickbooking.console.sessions;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.core.admin.sessions.SessionFilter;
import io.quickbooking.core.admin.sessions.SessionList;
import io.quickbooking.core.admin.sessions.SessionPage;
import io.quickbooking.core.admin.sessions.Timeline;
import io.quickbooking.core.admin.sessions.Timelines;
import io.quickbooking.core.audit.AuditEntry;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.catalog.Realm;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The sessions of a salon, and one of them step by step. */
@Controller
class SessionsController {
    private final SessionList sessions;
    private final Timelines timelines;
    private final AuditLog audit;
    private final InstantSource clock;

    SessionsController(SessionList sessions, Timelines timelines, AuditLog audit, InstantSource clock) {
        this.sessions = sessions;
        this.timelines = timelines;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/admin/sessions")
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String lang,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            Desk desk,
            Htmx htmx,
            Model model) {
        ListFilter filter = ListFilter.of(desk.salon(), state, lang, q, after);
        SessionPage page = sessions.find(filter.wanted(), filter.place());
        model.addAttribute("filter", filter);
        model.addAttribute("languages", LanguageOption.all(desk.locale()));
        model.addAttribute("states", SessionFilter.Shown.values());
        model.addAttribute("page", ListView.of(page, filter, desk.formats(), desk.locale(), clock.instant()));
        return htmx.view("sessions/list", "rows");
    }

    @GetMapping("/admin/sessions/{id}")
    String session(@PathVariable String id, Desk anyDesk, Htmx htmx, Model model) {
        Timeline timeline =
                timelines.ofSession(sessionId(id)).orElseThrow(() -> new NotFoundException("session " + id));
        Desk desk = anyDesk.at(timeline.session().salonId());
        if (timeline.session().realm() == Realm.SIMULATED && !desk.may(Permission.SIMULATE)) {
            throw new NotFoundException("session " + id);
        }
        String code = timeline.session().bookingCode();
        List<AuditEntry> acts =
                code == null ? List.of() : audit.of(timeline.session().salonId(), code);
        model.addAttribute("desk", desk);
        model.addAttribute("view", SessionView.of(timeline, acts, desk.formats(), desk.locale(), clock.instant()));
        return htmx.view("sessions/session", "session");
    }

    private static UUID sessionId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("session " + id);
        }
    }
}
