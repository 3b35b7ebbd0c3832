package io.quickbooking.console.bookings;

import io.quickbooking.console.bookings.BookingActController.Conflict;
import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.core.admin.bookings.ActOutcome.Changed;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingActs;
import io.quickbooking.core.admin.bookings.MoveRequest;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Another time or another master for a booking. */
@Controller
class MoveController {
    private final BookingReader bookings;
    private final BookingActs acts;
    private final StaffBookings times;
    private final Catalog catalog;
    private final SendingNotice sending;
    private final InstantSource clock;

    MoveController(
            BookingReader bookings,
            BookingActs acts,
            StaffBookings times,
            Catalog catalog,
            SendingNotice sending,
            InstantSource clock) {
        this.bookings = bookings;
        this.acts = acts;
        this.times = times;
        this.catalog = catalog;
        this.sending = sending;
        this.clock = clock;
    }

    /**
     * What the address or the form says, as it was typed.
     *
     * @param master code; null: as it is
     * @param date null: as it is
     * @param time of day, or {@link TimesView#OTHER}
     * @param other the time that is meant then
     * @param shown what the times were listed for, see {@link TimesView#shown}
     * @param show not null: the times are to be shown, nothing is to be moved
     * @param at a date and time to go to, with what was typed
     */
    record Form(
            @Nullable String master,
            @Nullable String date,
            @Nullable String time,
            @Nullable String other,
            @Nullable Boolean inform,
            @Nullable String note,
            @Nullable String version,
            @Nullable String shown,
            @Nullable String show,
            @Nullable String at) {
        Optional<LocalTime> wantedTime() {
            return Typed.time(isOther() ? other : time);
        }

        boolean isOther() {
            return TimesView.OTHER.equals(time);
        }

        boolean onlyShows() {
            return show != null || at != null;
        }

        /** Tells whether the times were listed for what the form has chosen. */
        boolean isAsShown() {
            return TimesView.shown(master, date).equals(shown);
        }

        Form gone() {
            return Typed.dateAndTime(at)
                    .map(to -> new Form(
                            master,
                            to.toLocalDate().toString(),
                            to.toLocalTime().toString(),
                            other,
                            inform,
                            note,
                            version,
                            shown,
                            null,
                            null))
                    .orElse(this);
        }

        /** The form as it opens: the customer is notified unless staff decide otherwise. */
        Form opened() {
            return new Form(master, date, time, other, true, note, version, shown, null, null);
        }

        /** A forged or forgotten version is nobody's: the form is shown again. */
        long seenVersion() {
            try {
                return version == null ? -1 : Long.parseLong(version);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }

    @GetMapping("/admin/bookings/{code}/move")
    ModelAndView ask(@PathVariable String code, Form form, Desk anywhere, Model model) {
        BookingDetails booking = booking(code);
        Desk desk = anywhere.at(booking.salonId());
        Conflict conflict = booking.status() == Status.CONFIRMED ? null : Conflict.of("booking.conflict.status");
        return show(form.opened(), booking, conflict, HttpStatus.OK, desk, model);
    }

    @PostMapping("/admin/bookings/{code}/move")
    ModelAndView move(@PathVariable String code, Form form, Desk anywhere, Model model, RedirectAttributes flash) {
        BookingDetails booking = booking(code);
        Desk desk = anywhere.at(booking.salonId());
        if (form.onlyShows()) {
            Conflict conflict = booking.status() == Status.CONFIRMED ? null : Conflict.of("booking.conflict.status");
            return show(form.gone(), booking, conflict, HttpStatus.OK, desk, model);
        }
        if (!form.isAsShown()) {
            return show(form, booking, Conflict.of("staff.problem.changed.move"), HttpStatus.CONFLICT, desk, model);
        }
        Salon salon = salon(desk);
        Optional<LocalDate> date = Typed.date(form.date());
        Optional<LocalTime> time = form.wantedTime();
        String note = form.note() == null ? "" : form.note().strip();
        if (date.isEmpty() || time.isEmpty() || note.length() > ActRequest.MAX_NOTE) {
            Conflict problem =
                    Conflict.of(date.isEmpty() || time.isEmpty() ? "staff.problem.time" : "booking.conflict.note");
            return show(form, booking, problem, HttpStatus.UNPROCESSABLE_CONTENT, desk, model);
        }
        return acts.move(new MoveRequest(
                        booking.salonId(),
                        booking.id(),
                        form.seenVersion(),
                        master(form, booking, salon).map(Master::id).orElse(booking.masterId()),
                        date.get().atTime(time.get()),
                        form.isOther() && desk.may(Permission.ADMINISTER),
                        Boolean.TRUE.equals(form.inform()),
                        note,
                        desk.username()))
                .match(
                        act -> act.match(
                                changed -> done(changed, code, flash),
                                stale -> refused(form, code, BookingActController.stale(stale, desk), desk, model),
                                notAllowed -> refused(
                                        form, code, BookingActController.notAllowed(notAllowed.reason()), desk, model),
                                taken -> refused(form, code, BookingActController.taken(taken), desk, model),
                                gone -> {
                                    throw new NotFoundException("booking");
                                }),
                        refused -> refused(
                                form,
                                code,
                                Conflict.of("staff.refused." + refused.reason().code()),
                                desk,
                                model));
    }

    private static ModelAndView done(Changed changed, String code, RedirectAttributes flash) {
        return BookingActController.done("staff.done.moved", changed, code, flash);
    }

    /** With the booking as it stands by now. */
    private ModelAndView refused(Form form, String code, Conflict conflict, Desk desk, Model model) {
        return show(form, booking(code), conflict, HttpStatus.CONFLICT, desk, model);
    }

    private ModelAndView show(
            Form form, BookingDetails booking, @Nullable Conflict conflict, HttpStatus status, Desk desk, Model model) {
        Salon salon = salon(desk);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, salon.zone());
        LocalDate booked = LocalDate.ofInstant(booking.startTs(), salon.zone());
        LocalDate date = Typed.date(form.date()).orElse(booked.isBefore(today) ? today : booked);
        Optional<Master> master = master(form, booking, salon);
        List<Slot> free = master.map(found ->
                        times
                                .timesToMove(salon, found, booking.serviceId(), booking.duration(), date, booking.id())
                                .stream()
                                .filter(slot -> !isWhereItIs(slot, booking))
                                .toList())
                .orElse(List.of());
        Optional<Service> service = salon.service(booking.serviceId().toString());
        List<Slot> next = free.isEmpty() && service.isPresent() && master.isPresent()
                ? times.next(
                        salon,
                        master.get(),
                        service.get(),
                        date.atStartOfDay(salon.zone()).toInstant())
                : List.of();
        BookingView view = BookingView.of(booking, desk, now);
        boolean anyTime = desk.may(Permission.ADMINISTER);
        LocalTime wanted = form.wantedTime().orElse(null);
        model.addAttribute("desk", desk);
        model.addAttribute("booking", view);
        model.addAttribute("form", form);
        model.addAttribute("anyTime", anyTime);
        model.addAttribute(
                "times",
                TimesView.of(
                        date,
                        TimesView.shown(master.map(Master::code).orElse(""), date.toString()),
                        free,
                        next,
                        wanted,
                        anyTime,
                        desk.formats()));
        model.addAttribute(
                "notFree",
                conflict == null
                        && !free.isEmpty()
                        && wanted != null
                        && free.stream()
                                .noneMatch(slot -> slot.start().toLocalTime().equals(wanted)));
        model.addAttribute("fits", "");
        model.addAttribute("none", free.isEmpty() ? none(service, master, salon, date) : null);
        model.addAttribute(
                "masters",
                salon.masters().stream()
                        .filter(Master::active)
                        .filter(one -> one.serviceIds().contains(booking.serviceId()))
                        .toList());
        model.addAttribute("master", master.map(Master::code).orElse(""));
        model.addAttribute("sending", sending.of(salon.id()));
        model.addAttribute("conflict", conflict);
        model.addAttribute("possible", booking.status() == Status.CONFIRMED);
        ModelAndView page = new ModelAndView("bookings/move", model.asMap());
        page.setStatus(status);
        return page;
    }

    /** The end of a text's key: why there is no time. */
    private String none(Optional<Service> service, Optional<Master> master, Salon salon, LocalDate date) {
        if (service.isEmpty() || salon.mastersOf(service.get()).isEmpty()) {
            return "nobody";
        }
        if (master.isEmpty()
                || salon.serviceOf(master.get(), service.get().id()).isEmpty()) {
            return "not-theirs";
        }
        String reason = times.whyNone(salon, master.get(), service.get(), date).code();
        return reason.equals("closed") ? "off" : reason;
    }

    private static boolean isWhereItIs(Slot slot, BookingDetails booking) {
        return slot.from().equals(booking.startTs()) && slot.master().id().equals(booking.masterId());
    }

    private static Optional<Master> master(Form form, BookingDetails booking, Salon salon) {
        return form.master() == null || form.master().isBlank()
                ? salon.master(booking.masterId().toString())
                : salon.master(form.master());
    }

    private BookingDetails booking(String code) {
        return bookings.byCode(code).orElseThrow(() -> new NotFoundException("booking"));
    }

    private Salon salon(Desk desk) {
        return catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
    }
}
