package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.simulation.RaceMode;
import io.quickbooking.core.simulation.RaceReport;
import io.quickbooking.core.simulation.RaceSettings;
import io.quickbooking.core.simulation.Races;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Many customers for one slot: choosing, starting, and reading what came of it. */
@Controller
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
    String form(Desk desk, Htmx htmx, @RequestParam(defaultValue = "") String service, Model model) {
        Salon salon = catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
        List<Service> services =
                salon.services().stream().filter(Service::active).toList();
        Optional<Service> chosen =
                salon.service(service).or(() -> services.stream().findFirst());
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
        return htmx.view("simulator/race-form");
    }

    @PostMapping("/admin/simulator/race")
    String start(
            Desk desk,
            @RequestParam(defaultValue = "") String slot,
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String taps,
            @RequestParam(defaultValue = "") String spread,
            @RequestParam(defaultValue = "") String rounds,
            RedirectAttributes redirect) {
        String form = "redirect:/admin/simulator/race?salon=" + desk.salon().code();
        Optional<RaceSettings> race = settings(desk, slot, mode, taps, spread, rounds);
        if (race.isEmpty()) {
            redirect.addFlashAttribute("problem", "numbers");
            return form;
        }
        return races.start(race.get(), desk.username())
                .fold(
                        id -> "redirect:/admin/simulator/races/" + id,
                        busy -> {
                            redirect.addFlashAttribute("problem", "busy");
                            redirect.addFlashAttribute("busy", visible(desk, busy));
                            return form;
                        },
                        () -> {
                            redirect.addFlashAttribute("problem", "slot");
                            return form;
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

    private static Optional<RaceSettings> settings(
            Desk desk, String slot, String mode, String taps, String spread, String rounds) {
        try {
            return Optional.of(new RaceSettings(
                    desk.salon().id(),
                    RaceMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                    slot,
                    Integer.parseInt(taps.strip()),
                    Duration.ofMillis(Integer.parseInt(spread.strip())),
                    Integer.parseInt(rounds.strip())));
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
