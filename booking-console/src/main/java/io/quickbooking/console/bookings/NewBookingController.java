package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.core.admin.ActOutcome.Informed;
import io.quickbooking.core.admin.CustomerProfile;
import io.quickbooking.core.admin.CustomerReader;
import io.quickbooking.core.admin.StaffBooking;
import io.quickbooking.core.admin.StaffBooking.Guest;
import io.quickbooking.core.admin.StaffBookings;
import io.quickbooking.core.admin.StaffOutcome;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A booking made at the desk, for who came in or called. */
@Controller
class NewBookingController {
    static final String PATH = "/admin/bookings/new";

    private final StaffBookings bookings;
    private final CustomerReader customers;
    private final Catalog catalog;
    private final InstantSource clock;

    NewBookingController(StaffBookings bookings, CustomerReader customers, Catalog catalog, InstantSource clock) {
        this.bookings = bookings;
        this.customers = customers;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * What the address or the form says, as it was typed.
     *
     * @param service code
     * @param master code; blank: anyone
     * @param time of day, or {@link TimesView#OTHER}
     * @param other the time that is meant then
     * @param customer id of one who was looked up
     * @param key names the booking, however often the form is sent
     */
    record Form(
            @Nullable String service,
            @Nullable String master,
            @Nullable String date,
            @Nullable String time,
            @Nullable String other,
            @Nullable String customer,
            @Nullable String name,
            @Nullable String phone,
            @Nullable Boolean inform,
            @Nullable String key) {
        Optional<LocalTime> wantedTime() {
            return Typed.time(isOther() ? other : time);
        }

        boolean isOther() {
            return TimesView.OTHER.equals(time);
        }

        Form fresh() {
            return new Form(
                    service,
                    master,
                    date,
                    time,
                    other,
                    customer,
                    name,
                    phone,
                    inform,
                    UUID.randomUUID().toString());
        }
    }

    @GetMapping(PATH)
    ModelAndView ask(Form form, Desk desk, Htmx htmx, Model model) {
        Htmx part = htmx.among("times");
        return show(form.fresh(), null, HttpStatus.OK, part, desk, model);
    }

    @PostMapping(PATH)
    ModelAndView book(Form form, Desk desk, Model model, RedirectAttributes flash) {
        Salon salon = salon(desk);
        Optional<Service> service = service(form, salon);
        Optional<LocalTime> time = form.wantedTime();
        Optional<LocalDate> date = Typed.date(form.date());
        Optional<UUID> key = Typed.id(form.key());
        if (service.isEmpty() || date.isEmpty() || time.isEmpty() || key.isEmpty()) {
            return problem(form, service.isEmpty() ? "staff.problem.service" : "staff.problem.time", desk, model);
        }
        if (form.name() != null && form.name().strip().length() > StaffBooking.MAX_NAME) {
            return problem(form, "staff.problem.name", desk, model);
        }
        StaffOutcome outcome = bookings.book(new StaffBooking(
                key.get().toString(),
                salon.id(),
                service.get().id(),
                master(form, salon).map(Master::id).orElse(null),
                date.get().atTime(time.get()),
                new Guest(Typed.id(form.customer()).orElse(null), form.phone(), null, form.name()),
                form.isOther() && desk.may(Permission.ADMINISTER),
                Boolean.TRUE.equals(form.inform()),
                desk.username()));
        return outcome.fold(
                made -> done(made, flash),
                refused -> show(
                        form.fresh(),
                        "staff.refused." + refused.reason().code(),
                        HttpStatus.CONFLICT,
                        new Htmx(null),
                        desk,
                        model),
                unclear -> problem(
                        form, "staff.problem." + unclear.question().name().toLowerCase(Locale.ROOT), desk, model));
    }

    private static ModelAndView done(StaffOutcome.Made made, RedirectAttributes flash) {
        flash.addFlashAttribute("notice", "staff.done.made");
        if (made.customer() != Informed.NOT_ASKED) {
            flash.addFlashAttribute(
                    "informed", "booking.informed." + made.customer().name().toLowerCase(Locale.ROOT));
            flash.addFlashAttribute("informedKind", made.customer() == Informed.MESSAGED ? "ok" : "warn");
        }
        return Addresses.seeOther(Addresses.booking(made.bookingCode()));
    }

    private ModelAndView problem(Form form, String key, Desk desk, Model model) {
        return show(form, key, HttpStatus.UNPROCESSABLE_CONTENT, new Htmx(null), desk, model);
    }

    private ModelAndView show(
            Form form, @Nullable String problem, HttpStatus status, Htmx part, Desk desk, Model model) {
        Salon salon = salon(desk);
        LocalDate today = LocalDate.ofInstant(clock.instant(), salon.zone());
        LocalDate date = Typed.date(form.date()).orElse(today);
        Optional<Service> service = service(form, salon);
        Optional<Master> master = master(form, salon);
        boolean anyTime = desk.may(Permission.ADMINISTER);
        List<Slot> free = service.map(found -> bookings.times(salon, master.orElse(null), found, date))
                .orElse(List.of());
        List<Slot> next = free.isEmpty()
                ? service.map(found -> bookings.next(
                                salon,
                                master.orElse(null),
                                found,
                                date.atStartOfDay(salon.zone()).toInstant()))
                        .orElse(List.of())
                : List.of();
        LocalTime wanted = form.wantedTime().orElse(null);
        TimesView times = TimesView.of(
                date,
                free,
                next,
                wanted,
                anyTime,
                desk.formats(),
                () -> Addresses.of(PATH)
                        .with("salon", salon.code())
                        .with("service", service.map(Service::code).orElse(null))
                        .with("master", master.map(Master::code).orElse(null))
                        .with("customer", form.customer()));
        model.addAttribute("form", form);
        model.addAttribute("times", times);
        model.addAttribute("anyTime", anyTime);
        model.addAttribute("notFree", problem == null && times.lacks(wanted));
        model.addAttribute("problem", problem);
        model.addAttribute(
                "services", salon.services().stream().filter(Service::active).toList());
        model.addAttribute("service", service.map(Service::code).orElse(""));
        model.addAttribute("masters", service.map(salon::mastersOf).orElse(List.of()));
        model.addAttribute("master", master.map(Master::code).orElse(""));
        Optional<CustomerProfile> guest = Typed.id(form.customer())
                .flatMap(customers::byId)
                .filter(found -> found.salonId().equals(salon.id()));
        model.addAttribute("guest", guest.map(CustomerProfile::name).orElse(null));
        model.addAttribute("optedOut", guest.filter(CustomerProfile::optedOut).isPresent());
        ModelAndView page = new ModelAndView(part.view("bookings/new", "times"), model.asMap());
        page.setStatus(status);
        return page;
    }

    /** The one that is named, else the first that somebody performs. */
    private static Optional<Service> service(Form form, Salon salon) {
        String code = form.service();
        if (code != null && !code.isBlank()) {
            return salon.service(code);
        }
        return master(form, salon)
                .flatMap(master -> salon.servicesOf(master).stream().findFirst())
                .flatMap(found -> salon.service(found.code()))
                .or(() -> salon.services().stream()
                        .filter(Service::active)
                        .filter(found -> !salon.mastersOf(found).isEmpty())
                        .findFirst());
    }

    private static Optional<Master> master(Form form, Salon salon) {
        String code = form.master();
        return code == null || code.isBlank() ? Optional.empty() : salon.master(code);
    }

    private Salon salon(Desk desk) {
        return catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
    }
}
