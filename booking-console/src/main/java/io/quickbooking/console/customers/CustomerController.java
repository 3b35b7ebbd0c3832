package io.quickbooking.console.customers;

import io.quickbooking.console.bookings.Addresses;
import io.quickbooking.console.bookings.RowView;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.console.desk.Overtaken.Difference;
import io.quickbooking.core.admin.lookup.BookingCursor;
import io.quickbooking.core.admin.lookup.BookingFilter;
import io.quickbooking.core.admin.lookup.BookingPage;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.admin.lookup.CustomerProfile;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.admin.sessions.Timelines;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A customer of a salon. */
@Controller
class CustomerController {
    private static final int VISITS = 20;
    private static final int TAPS = 20;

    private final CustomerReader customers;
    private final BookingReader bookings;
    private final Timelines timelines;
    private final InstantSource clock;

    CustomerController(CustomerReader customers, BookingReader bookings, Timelines timelines, InstantSource clock) {
        this.customers = customers;
        this.bookings = bookings;
        this.timelines = timelines;
        this.clock = clock;
    }

    @GetMapping("/admin/customers/{id}")
    String customer(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            Desk anywhere,
            Htmx htmx,
            Model model) {
        CustomerProfile customer = find(id);
        return show(customer, anywhere.at(customer.salonId()), false, after, htmx, model);
    }

    /** Shows the whole number, in the answer only: no address may have it, because addresses are kept. */
    @PostMapping("/admin/customers/{id}/phone")
    String reveal(@PathVariable String id, Desk anywhere, Htmx htmx, Model model) {
        CustomerProfile customer = find(id);
        Desk desk = anywhere.at(customer.salonId());
        if (customer.phone() != null) {
            customers.reveal(customer, desk.username());
        }
        return show(customer, desk, true, null, htmx, model);
    }

    /** Keeps the notes, unless somebody else has changed them since they were read. */
    @PostMapping("/admin/customers/{id}/notes")
    ModelAndView note(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String notes,
            Desk anywhere,
            Model model,
            RedirectAttributes flash) {
        CustomerProfile customer = find(id);
        Desk desk = anywhere.at(customer.salonId());
        String typed = lines(notes).strip();
        boolean tooLong = typed.length() > CustomerReader.MAX_NOTES;
        if (!tooLong && customers.note(customer, lines(seen), typed, desk.username())) {
            flash.addFlashAttribute("notice", "customer.notes.saved");
            return Addresses.seeOther(Addresses.customer(customer.id()));
        }
        CustomerProfile now = find(id);
        if (tooLong) {
            model.addAttribute("problem", "customer.notes.long");
            // Still compared with what was shown before.
            model.addAttribute("seen", lines(seen));
        } else {
            model.addAttribute(
                    "overtaken",
                    Overtaken.by(
                            customers.latestNote(now).orElse(null),
                            desk,
                            false,
                            List.of(new Difference("customer.notes", now.notes(), typed))));
        }
        model.addAttribute("typed", typed);
        ModelAndView page = new ModelAndView(show(now, desk, false, null, new Htmx(null), model), model.asMap());
        page.setStatus(tooLong ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
        return page;
    }

    /** Browsers send lines with a carriage return. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private String show(
            CustomerProfile customer, Desk desk, boolean whole, @Nullable String after, Htmx htmx, Model model) {
        model.addAttribute("desk", desk);
        model.addAttribute("customer", CustomerView.of(customer, desk, whole));
        Htmx asked = htmx.among("phone", "taps", "visits");
        if (asked.wants("visits")) {
            BookingCursor from =
                    after == null ? null : BookingCursor.parse(after).orElse(null);
            BookingPage page = bookings.page(BookingFilter.ofCustomer(customer.salonId(), customer.id()), from, VISITS);
            String self = Addresses.customer(customer.id());
            model.addAttribute(
                    "visits",
                    page.rows().stream()
                            .map(row -> RowView.of(row, clock.instant(), desk.formats()))
                            .toList());
            model.addAttribute("self", Addresses.of(self).with("after", from).toString());
            model.addAttribute("first", from == null ? null : self);
            model.addAttribute(
                    "next",
                    page.after()
                            .map(cursor ->
                                    Addresses.of(self).with("after", cursor).toString())
                            .orElse(null));
        }
        if (asked.wants("taps")) {
            model.addAttribute(
                    "taps",
                    timelines.tapsOfCustomer(customer.id(), TAPS).stream()
                            .map(tap -> TapView.of(tap, desk.formats()))
                            .flatMap(Optional::stream)
                            .toList());
        }
        if (asked.wantsAll()) {
            model.addAttribute(
                    "sessions",
                    customers.sessions(customer).stream()
                            .map(session -> SessionView.of(session, desk.formats()))
                            .toList());
        }
        return htmx.view("customers/customer", "phone", "taps", "visits");
    }

    private CustomerProfile find(String id) {
        try {
            return customers.byId(UUID.fromString(id)).orElseThrow(() -> new NotFoundException("customer"));
        } catch (IllegalArgumentException e) {
            throw new NotFoundException("customer");
        }
    }
}
