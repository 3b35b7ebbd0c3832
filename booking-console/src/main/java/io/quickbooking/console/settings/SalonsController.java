package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.settings.Edits.NotSaved;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.Details;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The salons: the list, one of them, its details and its hours. */
@Controller
@RequestMapping("/admin/settings")
class SalonsController {
    private static final int SHOWN = 200;

    private final Edits edits;

    SalonsController(Edits edits) {
        this.edits = edits;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String find, Desk desk, Htmx htmx, Model model) {
        String wanted = find.strip().toLowerCase(Locale.ROOT);
        List<SalonName> found = desk.salons().stream()
                .filter(salon -> salon.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || salon.code().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        model.addAttribute("find", find);
        model.addAttribute("salons", found.stream().limit(SHOWN).toList());
        model.addAttribute("more", Math.max(0, found.size() - SHOWN));
        return htmx.view("settings/salons", "salons");
    }

    @GetMapping("/new-salon")
    String newSalon(Desk desk, Model model) {
        Details details = new Details("", "", "", "", "en", "USD", "30", "60", "0", true, "0");
        return newSalon(desk, model, "", details, EditForm.fresh(""));
    }

    @PostMapping("/new-salon")
    String add(
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        String code = FormText.of(form, "code");
        Details details = details(form);
        SalonDraft draft = new SalonDraft(UUID.randomUUID(), code, details, usualHours(), List.of(), List.of());
        Optional<NotSaved> notSaved = edits.add(desk, draft);
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return newSalon(desk, model, code, details, notSaved.get().form());
        }
        next.addFlashAttribute("notice", "added");
        return "redirect:/admin/settings/salons/" + code;
    }

    private static String newSalon(Desk desk, Model model, String code, Details details, EditForm form) {
        model.addAttribute("code", code);
        model.addAttribute("details", details);
        model.addAttribute("form", form);
        model.addAttribute("choices", new Choices(desk.locale()));
        model.addAttribute("isNew", true);
        return "settings/details";
    }

    private static Week usualHours() {
        Map<DayOfWeek, String> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, "09:00-18:00");
        }
        return new Week(days);
    }

    @GetMapping("/salons/{code}")
    String salon(@PathVariable String code, Desk anyDesk, Model model) {
        SalonName salon = edits.salon(anyDesk, code);
        Desk desk = at(anyDesk, salon, model);
        SalonDraft draft = edits.draft(salon);
        model.addAttribute("details", draft.details());
        model.addAttribute("hours", WeekForm.lines(draft.hours(), desk.locale()));
        model.addAttribute(
                "services",
                draft.services().stream()
                        .map(service -> ServiceRow.of(service, draft.masters(), salon, desk))
                        .toList());
        model.addAttribute(
                "masters",
                draft.masters().stream()
                        .map(master -> MasterRow.of(master, draft.services()))
                        .toList());
        model.addAttribute("calendar", CalendarView.of(draft, SalonDraft.SALON, desk.locale()));
        model.addAttribute("unbookable", edits.unbookable(salon));
        return "settings/salon";
    }

    @GetMapping("/salons/{code}/details")
    String details(@PathVariable String code, Desk anyDesk, Model model) {
        SalonName salon = edits.anySalon(anyDesk, code);
        Desk desk = mending(anyDesk, salon, model);
        SalonDraft draft = edits.draft(salon);
        SalonEdit edit = new SalonEdit.OfDetails(draft.details());
        return details(desk, model, draft.details(), EditForm.fresh(edit.fingerprint(draft)));
    }

    @PostMapping("/salons/{code}/details")
    String saveDetails(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> form,
            Desk anyDesk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName salon = edits.anySalon(anyDesk, code);
        Desk desk = mending(anyDesk, salon, model);
        Details details = details(form);
        Optional<NotSaved> notSaved = edits.save(
                desk,
                salon,
                new SalonEdit.OfDetails(details),
                FormText.of(form, "seen"),
                FormText.of(form, "accepted"),
                ZoneView.answer(form));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return details(desk, model, details, notSaved.get().form());
        }
        return saved(code, next);
    }

    private static String details(Desk desk, Model model, Details details, EditForm form) {
        model.addAttribute("code", desk.salon().code());
        model.addAttribute("details", details);
        model.addAttribute("form", form);
        model.addAttribute("choices", new Choices(desk.locale()));
        model.addAttribute("isNew", false);
        return "settings/details";
    }

    @GetMapping("/salons/{code}/hours")
    String hours(@PathVariable String code, Desk anyDesk, Model model) {
        SalonName salon = edits.salon(anyDesk, code);
        Desk desk = at(anyDesk, salon, model);
        SalonDraft draft = edits.draft(salon);
        SalonEdit edit = new SalonEdit.OfHours(draft.hours());
        return hours(desk, model, draft.hours(), null, EditForm.fresh(edit.fingerprint(draft)));
    }

    @PostMapping("/salons/{code}/hours")
    String saveHours(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> form,
            Desk anyDesk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName salon = edits.salon(anyDesk, code);
        Desk desk = at(anyDesk, salon, model);
        Week week = WeekForm.read(form);
        String seen = FormText.of(form, "seen");
        Optional<WeekForm.Fill> fill = WeekForm.fill(WeekForm.HOURS, week, form);
        if (fill.isPresent()) {
            return hours(desk, model, fill.get().week(), fill.get(), EditForm.fresh(seen));
        }
        Optional<NotSaved> notSaved =
                edits.save(desk, salon, new SalonEdit.OfHours(week), seen, FormText.of(form, "accepted"));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return hours(desk, model, week, null, notSaved.get().form());
        }
        return saved(code, next);
    }

    private static String hours(Desk desk, Model model, Week week, WeekForm.@Nullable Fill fill, EditForm form) {
        WeekForm.tell(fill, WeekForm.HOURS, week, desk.locale(), model);
        model.addAttribute("form", form);
        model.addAttribute("week", WeekForm.lines(week, desk.locale()));
        return "settings/hours";
    }

    private static Desk at(Desk desk, SalonName salon, Model model) {
        return shown(desk.at(salon.id()), salon, model);
    }

    /** The details are where a salon that is out of order is put in order again. */
    private static Desk mending(Desk desk, SalonName salon, Model model) {
        return shown(desk.mending(salon.id()), salon, model);
    }

    private static Desk shown(Desk there, SalonName salon, Model model) {
        model.addAttribute("desk", there);
        model.addAttribute("salon", salon);
        return there;
    }

    private static String saved(String code, RedirectAttributes next) {
        next.addFlashAttribute("notice", "saved");
        return "redirect:/admin/settings/salons/" + code;
    }

    private static Details details(MultiValueMap<String, String> form) {
        return new Details(
                FormText.of(form, "name"),
                FormText.of(form, "phoneNumberId"),
                FormText.of(form, "displayPhone"),
                FormText.of(form, "timeZone"),
                FormText.of(form, "language"),
                FormText.of(form, "currency"),
                FormText.of(form, "slotMinutes"),
                FormText.of(form, "horizonDays"),
                FormText.of(form, "noticeMinutes"),
                FormText.isTicked(form, "active"),
                FormText.ifAsked(form, "holdMinutes"));
    }

    /** @param performed whether an active master performs it; else it cannot be booked */
    record ServiceRow(String code, String name, String minutes, String price, boolean active, boolean performed) {
        static ServiceRow of(ServiceDraft service, List<MasterDraft> masters, SalonName salon, Desk desk) {
            return new ServiceRow(
                    service.code(),
                    service.name(),
                    service.minutes(),
                    desk.formats()
                            .money(
                                    Long.parseLong(service.price()),
                                    salon.currency().getCurrencyCode()),
                    service.active(),
                    masters.stream()
                            .filter(MasterDraft::active)
                            .anyMatch(master -> master.services().contains(service.code())));
        }
    }

    /** @param services names, the default first */
    record MasterRow(String code, String name, List<String> services, boolean ownHours, boolean active) {
        static MasterRow of(MasterDraft master, List<ServiceDraft> services) {
            List<String> names = master.services().stream()
                    .flatMap(code -> services.stream()
                            .filter(service -> service.code().equals(code))
                            .map(ServiceDraft::name))
                    .toList();
            return new MasterRow(master.code(), master.name(), names, master.ownHours(), master.active());
        }
    }
}
