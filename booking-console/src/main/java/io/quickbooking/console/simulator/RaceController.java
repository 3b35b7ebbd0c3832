package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.core.QuickBookingProperties.Simulation;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.simulation.RaceMode;
import io.quickbooking.core.simulation.RaceReport;
import io.quickbooking.core.simulation.RaceSettings;
import io.quickbooking.core.simulation.Races;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Many customers for one slot: choosing, starting, and reading what came of it. */
@Controller
@ConditionalOnBooleanProperty(Simulation.ENABLED)
class RaceController {
    private static final int SLOTS = 40;

    private final Races races;
    private final SlotOffers offers;
    private final Catalog catalog;

    RaceController(Races races, SlotOffers offers, Catalog catalog) {
        this.races = races;
        this.offers = offers;
        this.catalog = catalog;
    }

    /** A slot to choose. */
    record SlotView(String buttonId, String when, String masterName) {}

    @GetMapping("/admin/simulator/race")
    String form(Desk desk, @RequestParam(defaultValue = "") String service, Model model) {
        return page(desk, new Form(service, "", "", "50", "0", "1", "", null), null, model);
    }

    /**
     * What the form says, as it was typed.
     *
     * @param service code
     * @param slot the id of its button
     * @param shown the service that the slots were listed for
     * @param show not null: the slots are to be shown, nothing is to be started
     */
    record Form(
            @Nullable String service,
            @Nullable String slot,
            @Nullable String mode,
            @Nullable String taps,
            @Nullable String spread,
            @Nullable String rounds,
            @Nullable String shown,
            @Nullable String show) {}

    private String page(Desk desk, Form form, @Nullable String problem, Model model) {
        Salon salon = catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
        List<Service> services = salon.bookableServices();
        Optional<Service> chosen = salon.service(given(form.service()))
                .filter(services::contains)
                .or(() -> services.stream().findFirst());
        model.addAttribute("form", form);
        if (problem != null) {
            model.addAttribute("problem", problem);
        }
        model.addAttribute("services", services);
        model.addAttribute("service", chosen.map(Service::code).orElse(""));
        model.addAttribute(
                "slots",
                chosen.stream()
                        .flatMap(one -> offers.next(salon, null, one, null, SLOTS, Realm.SIMULATED).stream())
                        .map(offer -> new SlotView(
                                offer.buttonId(),
                                desk.formats().dayAndTime(offer.slot().from()),
                                offer.slot().master().name()))
                        .toList());
        model.addAttribute(
                "modes",
                Arrays.stream(RaceMode.values())
                        .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                        .toList());
        return "simulator/race-form";
    }

    @PostMapping("/admin/simulator/race")
    String start(Desk desk, Form form, Model model, HttpServletResponse response) {
        if (form.show() != null) {
            return page(desk, form, null, model);
        }
        if (!given(form.service()).equals(given(form.shown()))) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return page(desk, form, "changed", model);
        }
        Optional<RaceSettings> race = settings(desk, form);
        if (race.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(desk, form, "numbers", model);
        }
        return races.start(race.get(), desk.username())
                .match(
                        started -> "redirect:/admin/simulator/races/" + started.raceId(),
                        busy -> {
                            response.setStatus(HttpStatus.CONFLICT.value());
                            model.addAttribute("busy", visible(desk, busy.raceId()));
                            return page(desk, form, "busy", model);
                        },
                        slotNotFree -> {
                            response.setStatus(HttpStatus.CONFLICT.value());
                            return page(desk, form, "slot", model);
                        });
    }

    /** Another salon's race is none to link to. */
    private String visible(Desk desk, UUID raceId) {
        return races.find(raceId, 1)
                .filter(report -> desk.salons().stream()
                        .anyMatch(salon -> salon.id().equals(report.race().salonId())))
                .map(report -> raceId.toString())
                .orElse("");
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static Optional<RaceSettings> settings(Desk desk, Form form) {
        try {
            return Optional.of(new RaceSettings(
                    desk.salon().id(),
                    RaceMode.valueOf(given(form.mode()).toUpperCase(Locale.ROOT)),
                    given(form.slot()),
                    Integer.parseInt(given(form.taps())),
                    Duration.ofMillis(Integer.parseInt(given(form.spread()))),
                    Integer.parseInt(given(form.rounds()))));
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }

    @GetMapping("/admin/simulator/races/{id}")
    String race(
            Desk desk,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam(defaultValue = "1") String round,
            Model model) {
        RaceReport report = SimulatorController.id(id)
                .flatMap(found -> races.find(found, number(round)))
                .orElseThrow(() -> new NotFoundException("race " + id));
        Desk there = desk.at(report.race().salonId());
        model.addAttribute("desk", there);
        model.addAttribute("report", RaceReportView.of(report, there.formats()));
        return htmx.view("simulator/race", "race");
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            return 1;
        }
    }
}
