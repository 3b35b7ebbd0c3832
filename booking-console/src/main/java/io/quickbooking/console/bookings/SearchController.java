package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.core.admin.lookup.BookingSearch;
import io.quickbooking.core.admin.lookup.FoundBooking;
import io.quickbooking.core.admin.lookup.SearchResult;
import io.quickbooking.core.catalog.SalonName;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The search box above every page: in all salons that the operator sees. */
@Controller
class SearchController {
    private static final String RESULTS = "search-results";

    private final BookingSearch search;
    private final InstantSource clock;

    SearchController(BookingSearch search, InstantSource clock) {
        this.search = search;
        this.clock = clock;
    }

    @GetMapping("/admin/search")
    ModelAndView search(@RequestParam(defaultValue = "") String q, Desk desk, Htmx htmx, Model model) {
        boolean typing = RESULTS.equals(htmx.target());
        if (typing && q.isBlank()) {
            return new ModelAndView("search/search :: nothing");
        }
        SearchResult result = search.search(
                q, desk.salonsInOrder().stream().map(SalonName::id).toList());
        Optional<FoundBooking> exact = result.booking();
        if (exact.isPresent() && !typing) {
            return Addresses.seeOther(Addresses.booking(exact.get().bookingCode()));
        }
        model.addAttribute("typed", q.strip());
        model.addAttribute("found", FoundView.of(result, desk, clock.instant()));
        return new ModelAndView(htmx.view("search/search", RESULTS), model.asMap());
    }
}
