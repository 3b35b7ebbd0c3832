package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.settings.Edits.NotSaved;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonDraft.TermsDraft;
import io.quickbooking.core.catalog.SalonDraft.Week;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One master of a salon. */
@Controller
@RequestMapping("/admin/settings/salons/{code}")
class MastersController {
    private static final String OWN_MINUTES = "minutes.";
    private static final String OWN_PRICE = "price.";

    private final Edits edits;

    MastersController(Edits edits) {
        this.edits = edits;
    }

    @GetMapping("/new-master")
    String newMaster(@PathVariable String code, Desk desk, Model model) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        MasterDraft master = new MasterDraft("", "", true, false, draft.hours(), List.of(), Map.of(), "", "");
        String seen = new SalonEdit.OfMaster(master, true).fingerprint(draft);
        return page(desk, salon, draft, master, true, EditForm.fresh(seen), model);
    }

    @GetMapping("/masters/{master}")
    String master(@PathVariable String code, @PathVariable("master") String masterCode, Desk desk, Model model) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        MasterDraft stored = stored(draft, masterCode);
        String seen = new SalonEdit.OfMaster(stored, false).fingerprint(draft);
        // Who gets hours of their own begins with the salon's.
        MasterDraft shown = stored.ownHours() ? stored : withHours(stored, draft.hours());
        model.addAttribute("unbookable", edits.unbookable(salon));
        return page(desk, salon, draft, shown, false, EditForm.fresh(seen), model);
    }

    @PostMapping("/new-master")
    String add(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return save(edits.salon(desk, code), FormText.of(form, "code"), true, form, desk, model, next, response);
    }

    @PostMapping("/masters/{master}")
    String save(
            @PathVariable String code,
            @PathVariable("master") String masterCode,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName salon = edits.salon(desk, code);
        stored(edits.draft(salon), masterCode);
        return save(salon, masterCode, false, form, desk, model, next, response);
    }

    private String save(
            SalonName salon,
            String masterCode,
            boolean isNew,
            MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        MasterDraft wanted = new MasterDraft(
                masterCode,
                FormText.of(form, "name"),
                FormText.isTicked(form, "active"),
                FormText.of(form, "ownHours").equals("true"),
                WeekForm.read(form),
                services(form),
                terms(form, salon),
                FormText.ifAsked(form, "worksFrom"),
                FormText.ifAsked(form, "worksUntil"));
        String seen = FormText.of(form, "seen");
        Optional<WeekForm.Fill> fill = WeekForm.fill(WeekForm.HOURS, wanted.hours(), form);
        if (fill.isPresent()) {
            MasterDraft filled = withHours(wanted, fill.get().week());
            String page = page(desk, salon, edits.draft(salon), filled, isNew, EditForm.fresh(seen), model);
            WeekForm.tell(fill.get(), WeekForm.HOURS, filled.hours(), desk.locale(), model);
            return page;
        }
        Optional<NotSaved> notSaved =
                edits.save(desk, salon, new SalonEdit.OfMaster(wanted, isNew), seen, FormText.of(form, "accepted"));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return page(
                    desk,
                    salon,
                    edits.draft(salon),
                    wanted,
                    isNew,
                    notSaved.get().form(),
                    model);
        }
        next.addFlashAttribute("notice", "saved");
        return "redirect:/admin/settings/salons/" + salon.code();
    }

    /** What is ticked, the default first; to be the default means to be ticked. */
    private static List<String> services(MultiValueMap<String, String> form) {
        Set<String> services = new LinkedHashSet<>();
        String first = FormText.of(form, "default");
        if (!first.isEmpty()) {
            services.add(first);
        }
        services.addAll(form.getOrDefault("services", List.of()));
        return List.copyOf(services);
    }

    /** Of all services: what is said of one that is not performed is left out. */
    private static Map<String, TermsDraft> terms(MultiValueMap<String, String> form, SalonName salon) {
        Map<String, TermsDraft> terms = new HashMap<>();
        for (String field : form.keySet()) {
            if (field.startsWith(OWN_MINUTES)) {
                String service = field.substring(OWN_MINUTES.length());
                String price = FormText.of(form, OWN_PRICE + service);
                terms.put(
                        service,
                        new TermsDraft(
                                FormText.of(form, field),
                                price.isEmpty() ? "" : ServicesController.minorUnits(price, salon.currency())));
            }
        }
        return terms;
    }

    private static MasterDraft withHours(MasterDraft master, Week hours) {
        return new MasterDraft(
                master.code(),
                master.name(),
                master.active(),
                master.ownHours(),
                hours,
                master.services(),
                master.terms(),
                master.worksFrom(),
                master.worksUntil());
    }

    private static MasterDraft stored(SalonDraft draft, String code) {
        return draft.masters().stream()
                .filter(master -> master.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("master"));
    }

    private static String page(
            Desk desk,
            SalonName salon,
            SalonDraft draft,
            MasterDraft master,
            boolean isNew,
            EditForm form,
            Model model) {
        model.addAttribute("desk", desk.at(salon.id()));
        model.addAttribute("salon", salon);
        model.addAttribute("master", master);
        model.addAttribute("performed", performed(draft, master, salon));
        model.addAttribute("calendar", isNew ? null : CalendarView.of(draft, master.code(), desk.locale()));
        model.addAttribute("week", WeekForm.lines(master.hours(), desk.locale()));
        WeekForm.tell(null, WeekForm.HOURS, master.hours(), desk.locale(), model);
        model.addAttribute("isNew", isNew);
        model.addAttribute("form", form);
        return "settings/master";
    }

    /** All services: those of the master in their order, then the others. */
    private static List<Performed> performed(SalonDraft draft, MasterDraft master, SalonName salon) {
        Set<String> codes = new LinkedHashSet<>(master.services());
        draft.services().forEach(service -> codes.add(service.code()));
        return codes.stream()
                .flatMap(code -> draft.services().stream()
                        .filter(service -> service.code().equals(code))
                        .map(service -> new Performed(
                                code,
                                service.name(),
                                service.active(),
                                master.services().contains(code),
                                !master.services().isEmpty()
                                        && master.services().get(0).equals(code),
                                service.minutes(),
                                ServicesController.majorUnits(service.price(), salon.currency()),
                                master.termsOf(code).minutes(),
                                typedPrice(master.termsOf(code).price(), salon))))
                .toList();
    }

    /** What was no amount of money is shown as it was typed. */
    private static String typedPrice(String minor, SalonName salon) {
        if (minor.isEmpty() || minor.startsWith("?")) {
            return minor.isEmpty() ? "" : minor.substring(1);
        }
        return ServicesController.majorUnits(minor, salon.currency());
    }

    /**
     * @param minutes as the service says
     * @param ownMinutes as this master takes; empty: as the service says
     */
    record Performed(
            String code,
            String name,
            boolean active,
            boolean ticked,
            boolean first,
            String minutes,
            String price,
            String ownMinutes,
            String ownPrice) {}
}
