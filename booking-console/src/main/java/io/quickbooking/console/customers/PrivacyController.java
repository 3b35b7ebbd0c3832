package io.quickbooking.console.customers;

import io.quickbooking.console.bookings.Addresses;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.core.admin.lookup.CustomerProfile;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.privacy.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Hands out or takes away all that is stored about a customer. */
@Controller
class PrivacyController {
    private final CustomerReader customers;
    private final PersonalData people;

    PrivacyController(CustomerReader customers, PersonalData people) {
        this.customers = customers;
        this.people = people;
    }

    /** By POST, because it is audited. */
    @PostMapping("/admin/customers/{id}/export")
    ResponseEntity<byte[]> export(@PathVariable String id, Desk anywhere) {
        CustomerProfile customer = find(id);
        Desk desk = anywhere.at(customer.salonId());
        String json =
                people.export(customer.id(), desk.username()).orElseThrow(() -> new NotFoundException("customer"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("customer-" + customer.id() + ".json")
                                .build()
                                .toString())
                .body(json.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/admin/customers/{id}/erase")
    ModelAndView ask(@PathVariable String id, Desk anywhere, Model model) {
        CustomerProfile customer = find(id);
        Desk desk = anywhere.at(customer.salonId());
        return people.wouldErase(customer.id())
                .match(
                        erased -> page(customer, erased.salons(), List.of(), desk, model, HttpStatus.OK),
                        expected -> page(customer, 1, expected.visits(), desk, model, HttpStatus.OK),
                        others -> page(customer, others.salons(), List.of(), desk, model, HttpStatus.OK),
                        gone -> Addresses.seeOther(Addresses.customer(customer.id())));
    }

    @PostMapping("/admin/customers/{id}/erase")
    ModelAndView erase(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Desk anywhere,
            Model model,
            RedirectAttributes flash) {
        CustomerProfile customer = find(id);
        Desk desk = anywhere.at(customer.salonId());
        int shown = seen.matches("\\d{1,9}") ? Integer.parseInt(seen) : -1;
        return people.erase(customer.id(), desk.username(), shown)
                .match(
                        erased -> {
                            flash.addFlashAttribute("notice", "privacy.erased");
                            return Addresses.seeOther(Addresses.customer(customer.id()));
                        },
                        expected -> page(customer, 1, expected.visits(), desk, model, HttpStatus.CONFLICT),
                        others -> {
                            model.addAttribute("overtaken", Overtaken.by(null, desk, false, List.of()));
                            return page(customer, others.salons(), List.of(), desk, model, HttpStatus.CONFLICT);
                        },
                        gone -> Addresses.seeOther(Addresses.customer(customer.id())));
    }

    private static ModelAndView page(
            CustomerProfile customer, int salons, List<Booking> visits, Desk desk, Model model, HttpStatus status) {
        model.addAttribute("desk", desk);
        model.addAttribute("customer", CustomerView.of(customer, desk, false));
        model.addAttribute("salons", salons);
        model.addAttribute(
                "visits",
                visits.stream()
                        .map(visit -> ExpectedView.of(visit, desk.at(visit.salonId())))
                        .toList());
        ModelAndView page = new ModelAndView("customers/erase", model.asMap());
        page.setStatus(status);
        return page;
    }

    /** A visit that keeps a customer from being erased, ready to be shown. */
    record ExpectedView(String href, String code, String machineTime, String time, String service) {
        static ExpectedView of(Booking visit, Desk desk) {
            return new ExpectedView(
                    "/admin/bookings/" + visit.bookingCode(),
                    visit.bookingCode(),
                    desk.formats().machine(visit.startTs()),
                    desk.formats().dayAndTime(visit.startTs()),
                    visit.service());
        }
    }

    private CustomerProfile find(String id) {
        try {
            return customers.byId(UUID.fromString(id)).orElseThrow(() -> new NotFoundException("customer"));
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("customer");
        }
    }
}
