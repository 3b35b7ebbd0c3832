package io.quickbooking.console.bookings;

import io.quickbooking.console.bookings.BookingView.ActView;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.core.admin.bookings.ActOutcome.Changed;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.ActOutcome.SlotTaken;
import io.quickbooking.core.admin.bookings.ActOutcome.Stale;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.BookingAct.Obstacle;
import io.quickbooking.core.admin.bookings.BookingActs;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.catalog.SalonName;
import java.time.InstantSource;
import java.time.LocalDate;
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

/** What staff does to a booking: asked once more, then done. */
@Controller
class BookingActController {
    private final BookingReader bookings;
    private final BookingActs acts;
    private final SendingNotice sending;
    private final InstantSource clock;

    BookingActController(BookingReader bookings, BookingActs acts, SendingNotice sending, InstantSource clock) {
        this.bookings = bookings;
        this.acts = acts;
        this.sending = sending;
        this.clock = clock;
    }

    /** Why an act was not done, above the form. */
    record Conflict(
            String key,
            @Nullable String who,
            @Nullable String whatKey,
            @Nullable String machineTime,
            @Nullable String time,
            @Nullable String otherCode) {
        static Conflict of(String key) {
            return new Conflict(key, null, null, null, null, null);
        }
    }

    /** The dialog as a page of its own, for browsers without JavaScript. */
    @GetMapping("/admin/bookings/{code}/{act}")
    ModelAndView ask(@PathVariable String code, @PathVariable String act, Desk anywhere, Model model) {
        BookingAct wanted = BookingAct.ofCode(act).orElseThrow(() -> new NotFoundException("act"));
        BookingDetails booking = booking(code);
        Desk desk = anywhere.at(booking.salonId());
        Conflict conflict = wanted.obstacle(booking.status(), booking.startTs(), clock.instant())
                .map(BookingActController::notAllowed)
                .orElse(null);
        return form(booking, wanted, desk, conflict, "", HttpStatus.OK, model);
    }

    @PostMapping("/admin/bookings/{code}/{act}")
    ModelAndView perform(
            @PathVariable String code,
            @PathVariable String act,
            @RequestParam(defaultValue = "-1") String version,
            @RequestParam(defaultValue = "false") boolean inform,
            @RequestParam(defaultValue = "") String note,
            Desk anywhere,
            Model model,
            RedirectAttributes flash) {
        BookingAct wanted = BookingAct.ofCode(act).orElseThrow(() -> new NotFoundException("act"));
        BookingDetails booking = booking(code);
        Desk desk = anywhere.at(booking.salonId());
        if (note.strip().length() > ActRequest.MAX_NOTE) {
            Conflict tooLong = Conflict.of("booking.conflict.note");
            return form(booking, wanted, desk, tooLong, note, HttpStatus.UNPROCESSABLE_CONTENT, model);
        }
        return acts.perform(new ActRequest(
                        wanted, booking.salonId(), booking.id(), number(version), inform, note, desk.username()))
                .match(
                        changed -> done("booking.done." + wanted.code(), changed, booking.bookingCode(), flash),
                        stale -> conflict(booking, wanted, desk, stale(stale, desk), note, model),
                        refused -> conflict(booking, wanted, desk, notAllowed(refused.reason()), note, model),
                        taken -> conflict(booking, wanted, desk, taken(taken), note, model),
                        gone -> {
                            throw new NotFoundException("booking");
                        });
    }

    static ModelAndView done(String notice, Changed changed, String code, RedirectAttributes flash) {
        flash.addFlashAttribute("notice", notice);
        if (changed.customer() != Informed.NOT_ASKED) {
            flash.addFlashAttribute("informed", changed.customer().name());
        }
        return Addresses.seeOther(Addresses.booking(code));
    }

    /** With the booking as it stands by now. */
    private ModelAndView conflict(
            BookingDetails before, BookingAct act, Desk desk, Conflict conflict, String note, Model model) {
        return form(booking(before.bookingCode()), act, desk, conflict, note, HttpStatus.CONFLICT, model);
    }

    private ModelAndView form(
            BookingDetails booking,
            BookingAct act,
            Desk desk,
            @Nullable Conflict conflict,
            String note,
            HttpStatus status,
            Model model) {
        BookingView view = BookingView.of(booking, desk, clock.instant());
        model.addAttribute("desk", desk);
        model.addAttribute("booking", view);
        model.addAttribute("sending", act.concernsCustomer() ? sending.of(booking.salonId()) : null);
        model.addAttribute("act", ActView.of(act, view.href()));
        model.addAttribute(
                "possible",
                act.obstacle(booking.status(), booking.startTs(), clock.instant())
                        .isEmpty());
        model.addAttribute("conflict", conflict);
        model.addAttribute("note", note);
        model.addAttribute(
                "anotherTime", conflict == null || conflict.otherCode() == null ? null : anotherTime(booking, desk));
        ModelAndView page = new ModelAndView("bookings/act", model.asMap());
        page.setStatus(status);
        return page;
    }

    /** Where the customer of a booking whose time is gone gets another for the same. */
    private static String anotherTime(BookingDetails booking, Desk desk) {
        SalonName salon = desk.salon();
        return Addresses.of("/admin/bookings/new")
                .with("salon", salon.code())
                .with("service", booking.serviceId())
                .with("date", LocalDate.ofInstant(booking.startTs(), salon.zone()))
                .with("customer", booking.customerId())
                .toString();
    }

    static Conflict stale(Stale stale, Desk desk) {
        return stale.latest()
                .map(act -> new Conflict(
                        "booking.conflict.stale.by",
                        act.username(),
                        "booking.history." + act.act().code(),
                        desk.formats().machine(act.at()),
                        desk.formats().dayAndTime(act.at()),
                        null))
                .orElseGet(() -> Conflict.of("booking.conflict.stale"));
    }

    static Conflict taken(SlotTaken taken) {
        return taken.byBookingCode() == null
                ? Conflict.of("booking.conflict.held")
                : new Conflict("booking.conflict.taken", null, null, null, null, taken.byBookingCode());
    }

    static Conflict notAllowed(Obstacle reason) {
        return Conflict.of(
                switch (reason) {
                    case STATUS -> "booking.conflict.status";
                    case NOT_STARTED -> "booking.conflict.not-started";
                });
    }

    private BookingDetails booking(String code) {
        return bookings.byCode(code).orElseThrow(() -> new NotFoundException("booking"));
    }

    /** A forged or forgotten version is nobody's: the form is shown again. */
    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
