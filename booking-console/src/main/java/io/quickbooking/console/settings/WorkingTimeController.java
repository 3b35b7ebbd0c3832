package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.settings.Edits.NotSaved;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.SpecialDayDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.catalog.SpecialDay;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Breaks, and days that are not as their weekday says, of a salon or, with {@code ?master=}, of one master. */
@Controller
@RequestMapping("/admin/settings/salons/{code}")
class WorkingTimeController {
    private static final String NEW = "~new";

    private final Edits edits;

    WorkingTimeController(Edits edits) {
        this.edits = edits;
    }

    @GetMapping("/breaks")
    String breaks(@PathVariable String code, @RequestParam(defaultValue = "") String master, Desk desk, Model model) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        Week breaks = draft.calendar(master).breaks();
        String seen = new SalonEdit.OfBreaks(master, breaks).fingerprint(draft);
        return breaks(desk, salon, draft, master, breaks, EditForm.fresh(seen), model);
    }

    @PostMapping("/breaks")
    String saveBreaks(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String master,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        requireOwner(draft, master);
        Week breaks = WeekForm.read(WeekForm.BREAKS, form);
        String seen = FormText.of(form, "seen");
        Optional<WeekForm.Fill> fill = WeekForm.fill(WeekForm.BREAKS, breaks, form);
        if (fill.isPresent()) {
            Week filled = fill.get().week();
            String page = breaks(desk, salon, draft, master, filled, EditForm.fresh(seen), model);
            WeekForm.tell(fill.get(), WeekForm.BREAKS, filled, desk.locale(), model);
            return page;
        }
        Optional<NotSaved> notSaved =
                edits.save(desk, salon, new SalonEdit.OfBreaks(master, breaks), seen, FormText.of(form, "accepted"));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return breaks(desk, salon, draft, master, breaks, notSaved.get().form(), model);
        }
        return saved(salon, master, next);
    }

    @GetMapping("/days/{key}")
    String day(
            @PathVariable String code,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String master,
            Desk desk,
            Model model) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        requireOwner(draft, master);
        boolean isNew = key.equals(NEW);
        SpecialDayDraft day = isNew
                ? new SpecialDayDraft(SpecialDay.Kind.OFF, "", "", "", "", false)
                : draft.calendar(master).days().stream()
                        .filter(candidate -> candidate.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("special day"));
        String seen = new SalonEdit.OfSpecialDay(master, isNew ? "" : key, day, false).fingerprint(draft);
        return day(desk, salon, draft, master, key, day, EditForm.fresh(seen), false, model);
    }

    /** Who removes a day sends the button's {@code remove}, and again when it would strand somebody. */
    @PostMapping("/days/{key}")
    String saveDay(
            @PathVariable String code,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String master,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        requireOwner(draft, master);
        SpecialDayDraft day = new SpecialDayDraft(
                FormText.of(form, "kind").equals("OPEN") ? SpecialDay.Kind.OPEN : SpecialDay.Kind.OFF,
                FormText.of(form, "name"),
                FormText.of(form, "from"),
                FormText.of(form, "until"),
                FormText.of(form, "hours"),
                FormText.isTicked(form, "yearly"));
        boolean removes = FormText.isTicked(form, "remove");
        Optional<NotSaved> notSaved = edits.save(
                desk,
                salon,
                new SalonEdit.OfSpecialDay(master, key.equals(NEW) ? "" : key, day, removes),
                FormText.of(form, "seen"),
                FormText.of(form, "accepted"));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            String now = notSaved.get().edit().key();
            return day(
                    desk,
                    salon,
                    draft,
                    master,
                    now.isEmpty() ? NEW : now,
                    day,
                    notSaved.get().form(),
                    removes,
                    model);
        }
        return saved(salon, master, next);
    }

    private static String breaks(
            Desk desk, SalonName salon, SalonDraft draft, String owner, Week breaks, EditForm form, Model model) {
        around(desk, salon, draft, owner, form, model);
        model.addAttribute("week", WeekForm.lines(WeekForm.BREAKS, breaks, desk.locale()));
        WeekForm.tell(null, WeekForm.BREAKS, breaks, desk.locale(), model);
        return "settings/breaks";
    }

    private static String day(
            Desk desk,
            SalonName salon,
            SalonDraft draft,
            String owner,
            String key,
            SpecialDayDraft day,
            EditForm form,
            boolean removes,
            Model model) {
        around(desk, salon, draft, owner, form, model);
        model.addAttribute("day", day);
        model.addAttribute("kind", day.kind().name());
        model.addAttribute("key", key);
        model.addAttribute("isNew", key.equals(NEW));
        model.addAttribute("removes", removes);
        return "settings/day";
    }

    private static void around(Desk desk, SalonName salon, SalonDraft draft, String owner, EditForm form, Model model) {
        model.addAttribute("desk", desk.at(salon.id()));
        model.addAttribute("salon", salon);
        model.addAttribute("owner", owner);
        model.addAttribute("ownerName", requireOwner(draft, owner));
        model.addAttribute("back", page(salon, owner));
        model.addAttribute("form", form);
    }

    /** The name of whose working time it is. */
    private static String requireOwner(SalonDraft draft, String owner) {
        return owner.equals(SalonDraft.SALON)
                ? draft.details().name()
                : draft.masters().stream()
                        .filter(master -> master.code().equals(owner))
                        .map(MasterDraft::name)
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("master"));
    }

    private static String page(SalonName salon, String owner) {
        String path = "/admin/settings/salons/" + salon.code();
        return owner.isEmpty() ? path : path + "/masters/" + owner;
    }

    private static String saved(SalonName salon, String owner, RedirectAttributes next) {
        next.addFlashAttribute("notice", "saved");
        return "redirect:" + page(salon, owner);
    }
}
