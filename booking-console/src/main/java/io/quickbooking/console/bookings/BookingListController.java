package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.core.admin.lookup.BookingCursor;
import io.quickbooking.core.admin.lookup.BookingPage;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.admin.lookup.BookingSearch;
import io.quickbooking.core.admin.lookup.SearchResult;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The list of a salon's bookings, on a page and as a file. */
@Controller
class BookingListController {
    private static final int PAGE = 50;
    private static final int MOST_EXPORTED = 50_000;
    /** Of whom a text may mean in a list; the search box names them. */
    private static final int MOST_CUSTOMERS = 200;

    private final BookingReader bookings;
    private final BookingSearch search;
    private final Catalog catalog;
    private final AuditLog audit;
    private final MessageSource texts;
    private final InstantSource clock;

    BookingListController(
            BookingReader bookings,
            BookingSearch search,
            Catalog catalog,
            AuditLog audit,
            MessageSource texts,
            InstantSource clock) {
        this.bookings = bookings;
        this.search = search;
        this.catalog = catalog;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/admin/bookings")
    ModelAndView list(BookingQuery query, Desk desk, Htmx htmx, Model model) {
        Salon salon = salon(desk);
        Htmx part = htmx.among("rows");
        if (part.wantsAll() && !query.text().isEmpty()) {
            SearchResult meant = search.search(
                    query.text(),
                    desk.salonsInOrder().stream().map(SalonName::id).toList());
            if (meant.booking().isPresent()) {
                return Addresses.seeOther(
                        Addresses.booking(meant.booking().get().bookingCode()));
            }
            model.addAttribute("found", FoundView.of(meant, desk, clock.instant()));
        }
        Asked asked = asked(query, salon);
        Formats formats = desk.formats();
        Instant now = clock.instant();
        BookingCursor after = query.after() == null
                ? null
                : BookingCursor.parse(query.after()).orElse(null);
        BookingPage page = bookings.page(asked.filter(), after, PAGE);
        model.addAttribute(
                "rows",
                page.rows().stream().map(row -> RowView.of(row, now, formats)).toList());
        model.addAttribute("count", bookings.count(asked.filter()));
        Addresses self = query.address("/admin/bookings", salon.code());
        model.addAttribute("first", after == null ? null : self.toString());
        model.addAttribute(
                "self",
                query.address("/admin/bookings", salon.code())
                        .with("after", after)
                        .toString());
        model.addAttribute(
                "next",
                page.after()
                        .map(cursor -> self.with("after", cursor).toString())
                        .orElse(null));
        if (part.wantsAll()) {
            model.addAttribute("query", query);
            model.addAttribute("from", asked.from() == null ? "" : asked.from().toString());
            model.addAttribute("to", asked.to() == null ? "" : asked.to().toString());
            model.addAttribute("problems", asked.problems());
            model.addAttribute("masters", salon.masters());
            model.addAttribute(
                    "statuses",
                    Stream.concat(Arrays.stream(Status.values()).map(Enum::name), Stream.of(Asked.WAITING))
                            .toList());
            model.addAttribute(
                    "csv", query.address("/admin/bookings.csv", salon.code()).toString());
        }
        return new ModelAndView(htmx.view("bookings/list", "rows"), model.asMap());
    }

    /** The list as a file. Who may see whole phone numbers gets them, and that is written down before the first byte. */
    @GetMapping("/admin/bookings.csv")
    void csv(BookingQuery query, Desk desk, HttpServletResponse response) throws IOException {
        Salon salon = salon(desk);
        Asked asked = asked(query, salon);
        boolean reveal = desk.may(Permission.REVEAL);
        if (reveal) {
            audit.add(desk.username(), AuditedAct.BOOKINGS_EXPORTED, salon.id(), salon.code(), details(query, asked));
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("bookings-" + salon.code() + "-" + today(salon) + ".csv")
                        .build()
                        .toString());
        BookingCsv csv = new BookingCsv(response.getWriter(), desk, texts, reveal, clock.instant());
        csv.head();
        if (bookings.forEach(asked.filter(), MOST_EXPORTED, csv::row)) {
            csv.cutAt(MOST_EXPORTED);
        }
    }

    /** Never what was typed: it may be a phone number. */
    private static Map<String, String> details(BookingQuery query, Asked asked) {
        Map<String, String> details = new TreeMap<>();
        details.put("from", String.valueOf(asked.from() == null ? "" : asked.from()));
        details.put("to", String.valueOf(asked.to() == null ? "" : asked.to()));
        if (asked.filter().status() != null) {
            details.put(
                    "status",
                    asked.filter().endedBy() == null ? asked.filter().status().name() : Asked.WAITING);
        }
        if (asked.filter().masterId() != null) {
            details.put("master", Objects.requireNonNull(query.master()).strip());
        }
        return details;
    }

    private Asked asked(BookingQuery query, Salon salon) {
        return Asked.of(
                query,
                salon,
                clock.instant(),
                query.text().isEmpty() ? null : search.customers(query.text(), salon.id(), MOST_CUSTOMERS));
    }

    private LocalDate today(Salon salon) {
        return LocalDate.ofInstant(clock.instant(), salon.zone());
    }

    private Salon salon(Desk desk) {
        return catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
    }
}
