package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.core.admin.BookingDetails;
import io.quickbooking.core.admin.BookingFilter;
import io.quickbooking.core.admin.BookingReader;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A booking. */
@Controller
class BookingPageController {
    private static final int OTHER_VISITS = 6;

    private final BookingReader bookings;
    private final InstantSource clock;

    BookingPageController(BookingReader bookings, InstantSource clock) {
        this.bookings = bookings;
        this.clock = clock;
    }

    @GetMapping("/admin/bookings/{code}")
    String booking(@PathVariable String code, Desk anywhere, Htmx htmx, Model model) {
        BookingDetails booking = bookings.byCode(code).orElseThrow(() -> new NotFoundException("booking"));
        Desk desk = anywhere.at(booking.salonId());
        model.addAttribute("desk", desk);
        model.addAttribute("booking", BookingView.of(booking, desk, clock.instant()));
        model.addAttribute("disagreeing", booking.disagreeing());
        model.addAttribute(
                "history",
                bookings.history(booking).stream()
                        .map(entry -> HistoryView.of(entry, desk.formats()))
                        .toList());
        model.addAttribute(
                "others",
                bookings
                        .page(BookingFilter.ofCustomer(booking.salonId(), booking.customerId()), null, OTHER_VISITS)
                        .rows()
                        .stream()
                        .filter(row -> !row.bookingCode().equals(booking.bookingCode()))
                        .map(row -> RowView.of(row, desk.formats()))
                        .limit(OTHER_VISITS - 1L)
                        .toList());
        return htmx.view("bookings/booking", "history");
    }
}
