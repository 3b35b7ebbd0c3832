package io.quickbooking.console.settings;

import io.quickbooking.console.bookings.Addresses;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.settings.Edits.NotSaved;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.MasterDraft;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lets a master work in another salon from a date on. */
@Controller
@RequestMapping("/admin/settings/salons/{code}/masters/{master}/move")
class MasterMoveController {
    private final Edits edits;
    private final InstantSource clock;

    MasterMoveController(Edits edits, InstantSource clock) {
        this.edits = edits;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(@PathVariable String code, @PathVariable("master") String masterCode, Desk desk, Model model) {
        SalonName here = edits.salon(desk, code);
        SalonDraft draft = edits.draft(here);
        MasterDraft master = master(draft, masterCode);
        List<SalonName> others = others(desk, here);
        String to = others.size() == 1 ? others.get(0).code() : "";
        String tomorrow =
                clock.instant().atZone(here.zone()).toLocalDate().plusDays(1).toString();
        String seen = new SalonEdit.OfMaster(master, false).fingerprint(draft);
        return page(desk, here, master, to, tomorrow, EditForm.fresh(seen), model);
    }

    @PostMapping
    ModelAndView move(
            @PathVariable String code,
            @PathVariable("master") String masterCode,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName here = edits.salon(desk, code);
        MasterDraft master = master(edits.draft(here), masterCode);
        String to = FormText.of(form, "to");
        String from = FormText.of(form, "from");
        Optional<SalonName> there = others(desk, here).stream()
                .filter(salon -> salon.code().equals(to))
                .findFirst();
        Optional<NotSaved> notSaved = edits.move(
                desk, here, masterCode, there, from, FormText.of(form, "seen"), FormText.of(form, "accepted"));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return page(desk, here, master, to, from, notSaved.get().form(), model);
        }
        next.addFlashAttribute("notice", "moved");
        return Addresses.seeOther(pageThere(there.orElseThrow(), master.name(), from));
    }

    /** Of the newest of that name who begins there on that day: their code may be another than here. */
    private String pageThere(SalonName there, String name, String from) {
        String salon = "/admin/settings/salons/" + there.code();
        return edits.draft(there).masters().stream()
                .filter(master -> master.name().equals(name) && from.equals(master.worksFrom()))
                .reduce((older, newer) -> newer)
                .map(master -> salon + "/masters/" + master.code())
                .orElse(salon);
    }

    private static List<SalonName> others(Desk desk, SalonName here) {
        return desk.salonsInOrder().stream()
                .filter(salon -> !salon.id().equals(here.id()))
                .toList();
    }

    private static MasterDraft master(SalonDraft draft, String code) {
        return draft.masters().stream()
                .filter(master -> master.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("master"));
    }

    private static ModelAndView page(
            Desk desk, SalonName here, MasterDraft master, String to, String from, EditForm form, Model model) {
        model.addAttribute("desk", desk.at(here.id()));
        model.addAttribute("salon", here);
        model.addAttribute("master", master);
        model.addAttribute("others", others(desk, here));
        model.addAttribute(
                "left", master.worksUntil() != null && !master.worksUntil().isEmpty());
        model.addAttribute("to", to);
        model.addAttribute("from", from);
        model.addAttribute("form", form);
        return new ModelAndView("settings/move", model.asMap());
    }
}
