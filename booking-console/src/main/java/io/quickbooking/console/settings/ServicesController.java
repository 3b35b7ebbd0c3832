package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.settings.Edits.NotSaved;
import io.quickbooking.core.catalog.SalonDraft;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.Currency;
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

/** One service of a salon. */
@Controller
@RequestMapping("/admin/settings/salons/{code}")
class ServicesController {
    private final Edits edits;

    ServicesController(Edits edits) {
        this.edits = edits;
    }

    @GetMapping("/new-service")
    String newService(@PathVariable String code, Desk desk, Model model) {
        SalonName salon = edits.salon(desk, code);
        ServiceDraft service = new ServiceDraft("", "", "", "", true, "0", "0");
        SalonEdit edit = new SalonEdit.OfService(service, true);
        return page(desk, salon, service, true, EditForm.fresh(edit.fingerprint(edits.draft(salon))), model);
    }

    @GetMapping("/services/{service}")
    String service(@PathVariable String code, @PathVariable("service") String serviceCode, Desk desk, Model model) {
        SalonName salon = edits.salon(desk, code);
        SalonDraft draft = edits.draft(salon);
        ServiceDraft stored = stored(draft, serviceCode);
        ServiceDraft shown = new ServiceDraft(
                stored.code(),
                stored.name(),
                stored.minutes(),
                majorUnits(stored.price(), salon.currency()),
                stored.active(),
                stored.bufferBefore(),
                stored.bufferAfter());
        String seen = new SalonEdit.OfService(stored, false).fingerprint(draft);
        return page(desk, salon, shown, false, EditForm.fresh(seen), model);
    }

    @PostMapping("/new-service")
    String add(
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return save(edits.salon(desk, code), FormText.of(form, "code"), true, form, desk, model, next, response);
    }

    @PostMapping("/services/{service}")
    String save(
            @PathVariable String code,
            @PathVariable("service") String serviceCode,
            @RequestParam MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        SalonName salon = edits.salon(desk, code);
        stored(edits.draft(salon), serviceCode);
        return save(salon, serviceCode, false, form, desk, model, next, response);
    }

    private String save(
            SalonName salon,
            String serviceCode,
            boolean isNew,
            MultiValueMap<String, String> form,
            Desk desk,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        ServiceDraft typed = new ServiceDraft(
                serviceCode,
                FormText.of(form, "name"),
                FormText.of(form, "minutes"),
                FormText.of(form, "price"),
                FormText.isTicked(form, "active"),
                FormText.ifAsked(form, "bufferBefore"),
                FormText.ifAsked(form, "bufferAfter"));
        ServiceDraft wanted = new ServiceDraft(
                typed.code(),
                typed.name(),
                typed.minutes(),
                minorUnits(typed.price(), salon.currency()),
                typed.active(),
                typed.bufferBefore(),
                typed.bufferAfter());
        Optional<NotSaved> notSaved = edits.save(
                desk,
                salon,
                new SalonEdit.OfService(wanted, isNew),
                FormText.of(form, "seen"),
                FormText.of(form, "accepted"));
        if (notSaved.isPresent()) {
            response.setStatus(notSaved.get().status().value());
            return page(desk, salon, typed, isNew, notSaved.get().form(), model);
        }
        next.addFlashAttribute("notice", "saved");
        return "redirect:/admin/settings/salons/" + salon.code();
    }

    private static ServiceDraft stored(SalonDraft draft, String code) {
        return draft.services().stream()
                .filter(service -> service.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("service"));
    }

    private static String page(
            Desk desk, SalonName salon, ServiceDraft service, boolean isNew, EditForm form, Model model) {
        model.addAttribute("desk", desk.at(salon.id()));
        model.addAttribute("salon", salon);
        model.addAttribute("service", service);
        model.addAttribute("isNew", isNew);
        model.addAttribute("form", form);
        return "settings/service";
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    static String majorUnits(String minor, Currency currency) {
        return BigDecimal.valueOf(Long.parseLong(minor), digits(currency)).toPlainString();
    }

    /** What is no amount of this currency is marked as such, so that reading it says what is wrong. */
    static String minorUnits(String typed, Currency currency) {
        if (!typed.matches("-?\\d{1,15}([.,]\\d{1,4})?")) {
            return "?" + typed;
        }
        try {
            return new BigDecimal(typed.replace(',', '.'))
                    .movePointRight(digits(currency))
                    .toBigIntegerExact()
                    .toString();
        } catch (ArithmeticException tooFine) {
            return "?" + typed;
        }
    }
}
