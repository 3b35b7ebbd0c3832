package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.admin.lookup.BookingFilter;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.admin.lookup.BookingSearch;
import io.quickbooking.core.admin.lookup.HistoryEntry;
import io.quickbooking.core.admin.lookup.SearchResult;
import io.quickbooking.core.catalog.SalonName;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** A booking. */
@Controller
class BookingPageController {
    private static final int OTHER_VISITS = 6;

    private final BookingReader bookings;
    private final BookingSearch search;
    private final SendingNotice sending;
    private final InstantSource clock;

    BookingPageController(BookingReader bookings, BookingSearch search, SendingNotice sending, InstantSource clock) {
        this.bookings = bookings;
        this.search = search;
        this.sending = sending;
        this.clock = clock;
    }

    @GetMapping("/admin/bookings/{code}")
    ModelAndView booking(@PathVariable String code, Desk anywhere, Htmx htmx, Model model) {
        // Another salon's booking is as unknown as one that there never was.
        BookingDetails booking = bookings.byCode(code)
                .filter(found ->
                        anywhere.salons().stream().anyMatch(salon -> salon.id().equals(found.salonId())))
                .orElse(null);
        return booking == null
                ? lookedUp(code, anywhere, model)
                : new ModelAndView(page(booking, anywhere.at(booking.salonId()), htmx, model), model.asMap());
    }

    /** Shows what the search box would have found for an unknown code. */
    private ModelAndView lookedUp(String code, Desk desk, Model model) {
        SearchResult result = search.search(
                code, desk.salonsInOrder().stream().map(SalonName::id).toList());
        model.addAttribute("typed", code.strip());
        model.addAttribute("found", FoundView.of(result, desk, clock.instant()));
        return new ModelAndView("search/search", model.asMap(), HttpStatus.NOT_FOUND);
    }

    private String page(BookingDetails booking, Desk desk, Htmx htmx, Model model) {
        model.addAttribute("desk", desk);
        model.addAttribute("booking", BookingView.of(booking, desk, clock.instant()));
        model.addAttribute("disagreeing", booking.disagreeing());
        List<HistoryEntry> history = bookings.history(booking);
        model.addAttribute(
                "history",
                history.stream()
                        .map(entry -> HistoryView.of(entry, desk.formats()))
                        .toList());
        message(history, booking.salonId(), htmx, model);
        model.addAttribute(
                "others",
                bookings
                        .page(BookingFilter.ofCustomer(booking.salonId(), booking.customerId()), null, OTHER_VISITS)
                        .rows()
                        .stream()
                        .filter(row -> !row.bookingCode().equals(booking.bookingCode()))
                        .map(row -> RowView.of(row, clock.instant(), desk.formats()))
                        .limit(OTHER_VISITS - 1L)
                        .toList());
        return htmx.view("bookings/booking", "history");
    }

    /** Says of a message that an act has just written how it stands by now, and of any that waits what it waits for. */
    private void message(List<HistoryEntry> history, UUID salonId, Htmx htmx, Model model) {
        String state = history.stream()
                .filter(entry -> entry.kind() == HistoryEntry.Kind.MESSAGE && entry.state() != null)
                .reduce((before, latest) -> latest)
                .map(entry -> String.valueOf(entry.state()).toLowerCase(Locale.ROOT))
                .orElse("");
        Object informed = model.asMap().get("informed");
        if (Informed.MESSAGED.name().equals(informed)) {
            model.addAttribute("informed", "booking.message-state." + (state.isEmpty() ? "pending" : state));
            model.addAttribute(
                    "informedKind", state.equals("failed") ? "bad" : state.equals("pending") ? "info" : "ok");
        } else if (informed instanceof String outcome) {
            model.addAttribute("informed", "booking.informed." + outcome.toLowerCase(Locale.ROOT));
            model.addAttribute("informedKind", "warn");
        }
        model.addAttribute("queued", state.equals("pending"));
        if (htmx.among("history").wantsAll()) {
            model.addAttribute("sending", sending.of(salonId));
        }
    }
}
