package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.console.desk.SendingNotice;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.StaffBooking;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.bookings.StaffOutcome;
import io.quickbooking.core.admin.lookup.CustomerProfile;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final SendingNotice sending;
    private final InstantSource clock;

    NewBookingController(
            StaffBookings bookings,
            CustomerReader customers,
            Catalog catalog,
            SendingNotice sending,
            InstantSource clock) {
        this.bookings = bookings;
        this.customers = customers;
        this.catalog = catalog;
        this.sending = sending;
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
     * @param shown what the times were listed for, see {@link TimesView#shown}
     * @param show not null: the times are to be shown, nothing is to be booked
     * @param at a date and time to go to, with what was typed
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
            @Nullable String key,
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
            return TimesView.shown(service, master, date).equals(shown);
        }

        /** The same form sent again is the same booking; one that was changed in between, after a step back, is another. */
        String keyOfContent(UUID key) {
            return key + " "
                    + UUID.nameUUIDFromBytes(Arrays.asList(service, master, date, time, other, customer, name, phone)
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
        }

        Form fresh() {
            return with(date, time, UUID.randomUUID().toString());
        }

        Form gone() {
            return Typed.dateAndTime(at)
                    .map(to ->
                            with(to.toLocalDate().toString(), to.toLocalTime().toString(), key))
                    .orElse(this);
        }

        private Form with(@Nullable String date, @Nullable String time, @Nullable String key) {
            return new Form(service, master, date, time, other, customer, name, phone, inform, key, shown, null, null);
        }
    }

    @GetMapping(PATH)
    ModelAndView ask(Form form, Desk desk, Model model) {
        return show(form.fresh(), null, HttpStatus.OK, desk, model);
    }

    @PostMapping(PATH)
    ModelAndView book(Form form, Desk desk, Model model, RedirectAttributes flash) {
        if (form.onlyShows()) {
            // Sent and not asked for by address: what was typed about a customer belongs into no log.
            return show(form.gone(), null, HttpStatus.OK, desk, model);
        }
        if (!form.isAsShown()) {
            return show(form, "staff.problem.changed", HttpStatus.CONFLICT, desk, model);
        }
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
                form.keyOfContent(key.get()),
                salon.id(),
                service.get().id(),
                master(form, salon).map(Master::id).orElse(null),
                date.get().atTime(time.get()),
                new Guest(Typed.id(form.customer()).orElse(null), form.phone(), null, form.name()),
                form.isOther() && desk.may(Permission.ADMINISTER),
                Boolean.TRUE.equals(form.inform()),
                desk.username()));
        return outcome.match(
                made -> done(made, flash),
                refused -> show(
                        form.fresh(), "staff.refused." + refused.reason().code(), HttpStatus.CONFLICT, desk, model),
                unclear -> problem(
                        form, "staff.problem." + unclear.question().name().toLowerCase(Locale.ROOT), desk, model),
                keyUsed -> show(form.fresh(), "staff.problem.used", HttpStatus.CONFLICT, desk, model));
    }

    private static ModelAndView done(StaffOutcome.Made made, RedirectAttributes flash) {
        flash.addFlashAttribute("notice", "staff.done.made");
        if (made.customer() != Informed.NOT_ASKED) {
            flash.addFlashAttribute("informed", made.customer().name());
        }
        return Addresses.seeOther(Addresses.booking(made.bookingCode()));
    }

    private ModelAndView problem(Form form, String key, Desk desk, Model model) {
        return show(form, key, HttpStatus.UNPROCESSABLE_CONTENT, desk, model);
    }

    private ModelAndView show(Form form, @Nullable String problem, HttpStatus status, Desk desk, Model model) {
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
        String shownService = service.map(Service::code).orElse("");
        String shownMaster = master.map(Master::code).orElse("");
        TimesView times = TimesView.of(
                date,
                TimesView.shown(shownService, shownMaster, date.toString()),
                free,
                next,
                wanted,
                anyTime,
                desk.formats());
        model.addAttribute("form", form);
        model.addAttribute("times", times);
        model.addAttribute("anyTime", anyTime);
        boolean notFree = problem == null && !free.isEmpty() && times.lacks(wanted);
        model.addAttribute("notFree", notFree);
        model.addAttribute(
                "fits",
                notFree
                        ? bookings.startingAt(salon, master.orElse(null), date.atTime(wanted)).stream()
                                .map(Service::name)
                                .collect(Collectors.joining(", "))
                        : "");
        model.addAttribute("none", free.isEmpty() ? none(service, master, salon, date) : null);
        boolean unperformed =
                service.filter(found -> salon.mastersOf(found).isEmpty()).isPresent();
        model.addAttribute("problem", problem == null && unperformed ? "staff.problem.service" : problem);
        model.addAttribute("sending", sending.of(salon.id()));
        model.addAttribute("services", salon.bookableServices());
        model.addAttribute("service", shownService);
        model.addAttribute("masters", masters(service, master, salon));
        model.addAttribute("master", shownMaster);
        Optional<CustomerProfile> guest = Typed.id(form.customer())
                .flatMap(customers::byId)
                .filter(found -> found.salonId().equals(salon.id()));
        model.addAttribute("guest", guest.map(CustomerProfile::name).orElse(null));
        model.addAttribute("optedOut", guest.filter(CustomerProfile::optedOut).isPresent());
        ModelAndView page = new ModelAndView("bookings/new", model.asMap());
        page.setStatus(status);
        return page;
    }

    /** Those who perform the service, and whoever is chosen, so that the form goes on to say so. */
    private static List<Master> masters(Optional<Service> service, Optional<Master> chosen, Salon salon) {
        List<Master> masters = service.map(salon::mastersOf).orElse(List.of());
        return chosen.filter(one -> !masters.contains(one))
                .map(one -> Stream.concat(masters.stream(), Stream.of(one)).toList())
                .orElse(masters);
    }

    /** The end of a text's key: why there is no time. */
    private String none(Optional<Service> service, Optional<Master> master, Salon salon, LocalDate date) {
        if (service.isEmpty() || salon.mastersOf(service.get()).isEmpty()) {
            return "nobody";
        }
        if (master.filter(one -> salon.serviceOf(one, service.get().id()).isEmpty())
                .isPresent()) {
            return "not-theirs";
        }
        String reason = bookings.whyNone(salon, master.orElse(null), service.get(), date)
                .code();
        return reason.equals("closed") && master.isPresent() ? "off" : reason;
    }

    /**
     * The one that is named, else one that can begin at the time asked for, else the first that somebody performs.
     */
    private Optional<Service> service(Form form, Salon salon) {
        String code = form.service();
        if (code != null && !code.isBlank()) {
            return salon.service(code);
        }
        Optional<Service> usual = usual(form, salon);
        Optional<LocalDateTime> wanted =
                Typed.date(form.date()).flatMap(date -> form.wantedTime().map(date::atTime));
        if (wanted.isEmpty()) {
            return usual;
        }
        List<Service> fitting = bookings.startingAt(salon, master(form, salon).orElse(null), wanted.get());
        return usual.filter(one -> fitting.isEmpty()
                        || fitting.stream().anyMatch(other -> other.id().equals(one.id())))
                .or(() -> fitting.stream().findFirst().flatMap(found -> salon.service(found.code())));
    }

    private static Optional<Service> usual(Form form, Salon salon) {
        return master(form, salon)
                .flatMap(master -> salon.servicesOf(master).stream().findFirst())
                .flatMap(found -> salon.service(found.code()))
                .or(() -> salon.bookableServices().stream().findFirst());
    }

    private static Optional<Master> master(Form form, Salon salon) {
        String code = form.master();
        return code == null || code.isBlank() ? Optional.empty() : salon.master(code);
    }

    private Salon salon(Desk desk) {
        return catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
    }
}
