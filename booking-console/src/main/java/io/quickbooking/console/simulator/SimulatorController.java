package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Htmx;
import io.quickbooking.console.desk.NotFoundException;
import io.quickbooking.console.desk.Overtaken;
import io.quickbooking.console.desk.Overtaken.Difference;
import io.quickbooking.core.QuickBookingProperties.Simulation;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.simulation.Fault;
import io.quickbooking.core.simulation.MessageReceipt;
import io.quickbooking.core.simulation.NewSimulation;
import io.quickbooking.core.simulation.Persona;
import io.quickbooking.core.simulation.PhoneTap;
import io.quickbooking.core.simulation.SimulationRun;
import io.quickbooking.core.simulation.Simulations;
import io.quickbooking.core.text.VisibleText;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Staff play a customer: see what the customer sees, and why. */
@Controller
@ConditionalOnBooleanProperty(Simulation.ENABLED)
class SimulatorController {
    /** Embeddings, overrides and isolates of the bidirectional algorithm. */
    private static final Pattern TURNING_TEXT = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    private static final int RUNS = 20;
    private static final int RACES = 10;
    private static final int MAX_TEXT = 1024;

    private final Simulations simulations;
    private final RaceList races;
    private final Catalog catalog;
    private final MessageSource texts;

    SimulatorController(Simulations simulations, RaceList races, Catalog catalog, MessageSource texts) {
        this.simulations = simulations;
        this.races = races;
        this.catalog = catalog;
        this.texts = texts;
    }

    @GetMapping("/admin/simulator")
    String runs(Desk desk, Htmx htmx, @RequestParam(required = false) @Nullable String before, Model model) {
        Salon salon = salon(desk);
        Htmx asked = htmx.among("runs", "races");
        if (asked.wants("runs")) {
            List<SimulationRun> runs = simulations.page(salon.id(), id(before).orElse(null), RUNS + 1);
            model.addAttribute(
                    "runs",
                    runs.stream().limit(RUNS).map(run -> RunView.of(run, desk)).toList());
            model.addAttribute("next", runs.size() > RUNS ? runs.get(RUNS - 1).id() : null);
            model.addAttribute("later", before != null);
        }
        if (asked.wants("races")) {
            model.addAttribute("races", races.latest(desk, RACES));
        }
        model.addAttribute("before", before);
        addChoices(model, salon, desk.locale());
        return htmx.view("simulator/runs", "runs", "races");
    }

    private static void addChoices(Model model, Salon salon, Locale locale) {
        model.addAttribute(
                "personas",
                Arrays.stream(Persona.values())
                        .map(persona -> PersonaView.of(persona, locale))
                        .toList());
        model.addAttribute(
                "languages",
                Languages.supported().stream()
                        .map(language -> LanguageView.of(language, locale))
                        .toList());
        model.addAttribute("services", salon.bookableServices());
    }

    @PostMapping("/admin/simulator")
    String start(
            Desk desk,
            @RequestParam(defaultValue = "") String persona,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String service,
            RedirectAttributes redirect) {
        Salon salon = salon(desk);
        Optional<Service> offered =
                salon.service(service).filter(found -> !salon.mastersOf(found).isEmpty());
        Optional<Persona> known = Arrays.stream(Persona.values())
                .filter(one -> one.name().equals(persona))
                .findFirst();
        String called = TURNING_TEXT.matcher(name).replaceAll("").strip();
        if (offered.isEmpty()
                || (known.isEmpty() && (VisibleText.isBlank(called) || called.length() > NewSimulation.MAX_NAME))) {
            redirect.addFlashAttribute("problem", offered.isEmpty() ? "service" : "name");
            return "redirect:/admin/simulator?salon=" + salon.code();
        }
        if (known.isPresent() && !called.isEmpty()) {
            // Somebody new is described beside a customer who is chosen: nobody can tell who is meant.
            redirect.addFlashAttribute("problem", "which");
            return "redirect:/admin/simulator?salon=" + salon.code();
        }
        UUID serviceId = offered.get().id();
        NewSimulation wanted = known.map(one ->
                        new NewSimulation(salon.id(), one.customerName(), one.language(), one.hasPhone(), serviceId))
                .orElseGet(() -> new NewSimulation(
                        salon.id(),
                        called,
                        Languages.closest(language, salon.language()).toLanguageTag(),
                        !contact.equals("user-id"),
                        serviceId));
        return "redirect:/admin/simulator/"
                + simulations.start(wanted, desk.username()).id();
    }

    @GetMapping("/admin/simulator/{id}")
    String run(
            Desk desk,
            Htmx htmx,
            @PathVariable String id,
            @RequestParam(defaultValue = "phone") String pane,
            @RequestParam(defaultValue = "") String step,
            Model model) {
        SimulationRun run = run(id);
        Desk there = desk.at(run.salonId());
        show(run, RunView.of(run, there), pane, step, there, model);
        return htmx.view("simulator/run", "play");
    }

    private void show(SimulationRun run, RunView view, String pane, String step, Desk desk, Model model) {
        model.addAttribute("desk", desk);
        model.addAttribute("run", view);
        model.addAttribute("seen", RunView.settings(run));
        model.addAttribute("play", PlayView.of(simulations.conversation(run), step, desk));
        model.addAttribute("pane", Set.of("setup", "phone", "inspector").contains(pane) ? pane : "phone");
        model.addAttribute("faults", Fault.values());
        model.addAttribute("receipts", MessageReceipt.values());
    }

    @PostMapping("/admin/simulator/{id}/taps")
    String tap(
            Desk desk,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String button,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "false") boolean row,
            @RequestParam(required = false) @Nullable Long reply) {
        return act(desk, id, "phone", run -> {
            if (!button.isEmpty()) {
                simulations.tap(run, new PhoneTap(button, title, row, reply));
            }
        });
    }

    @PostMapping("/admin/simulator/{id}/texts")
    String write(Desk desk, @PathVariable String id, @RequestParam(defaultValue = "") String text) {
        String words = text.strip();
        return act(desk, id, "phone", run -> {
            if (!words.isEmpty()) {
                simulations.write(run, words.length() > MAX_TEXT ? words.substring(0, MAX_TEXT) : words);
            }
        });
    }

    @PostMapping("/admin/simulator/{id}/settings")
    String set(
            Desk desk,
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> fault,
            @RequestParam(defaultValue = "READ") String receipt,
            @RequestParam(defaultValue = "") String seen,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Arrays.stream(Fault.values()).filter(one -> fault.contains(one.name())).forEach(faults::add);
        MessageReceipt far = Arrays.stream(MessageReceipt.values())
                .filter(one -> one.name().equals(receipt))
                .findFirst()
                .orElse(MessageReceipt.READ);
        SimulationRun stored = run(id);
        Desk there = desk.at(stored.salonId());
        if (!seen.equals(RunView.settings(stored)) && !(stored.faults().equals(faults) && stored.receipt() == far)) {
            RunView now = RunView.of(stored, there);
            RunView typed = now.typed(faults.stream().map(Fault::name).toList(), far.name());
            show(stored, typed, "setup", "", there, model);
            model.addAttribute("overtaken", Overtaken.by(null, there, false, differences(now, typed, there)));
            response.setStatus(HttpStatus.CONFLICT.value());
            return "simulator/run";
        }
        redirect.addFlashAttribute("notice", "set");
        return act(desk, id, "setup", run -> simulations.set(run, faults, far));
    }

    private List<Difference> differences(RunView now, RunView typed, Desk desk) {
        List<Difference> differences = new ArrayList<>();
        if (!now.faults().equals(typed.faults())) {
            differences.add(new Difference("simulator.faults", faults(now, desk), faults(typed, desk)));
        }
        if (!now.receipt().equals(typed.receipt())) {
            differences.add(new Difference(
                    "simulator.receipt",
                    text("simulator.receipt." + now.receipt().toLowerCase(Locale.ROOT), desk),
                    text("simulator.receipt." + typed.receipt().toLowerCase(Locale.ROOT), desk)));
        }
        return differences;
    }

    private String faults(RunView run, Desk desk) {
        return run.faults().isEmpty()
                ? text("settings.value.none", desk)
                : run.faults().stream()
                        .map(fault -> text("simulator.fault." + fault.toLowerCase(Locale.ROOT), desk))
                        .collect(Collectors.joining(", "));
    }

    private String text(String key, Desk desk) {
        return texts.getMessage(key, null, desk.locale());
    }

    @PostMapping("/admin/simulator/{id}/clock")
    String runOut(Desk desk, @PathVariable String id, RedirectAttributes redirect) {
        return act(
                desk,
                id,
                "phone",
                run -> redirect.addFlashAttribute("notice", simulations.runOut(run) ? "clock" : "no-session"));
    }

    @PostMapping("/admin/simulator/{id}/reset")
    String reset(Desk desk, @PathVariable String id, RedirectAttributes redirect) {
        redirect.addFlashAttribute("notice", "reset");
        return act(desk, id, "phone", run -> simulations.reset(run, desk.username()));
    }

    private String act(Desk desk, String id, String pane, Consumer<SimulationRun> act) {
        SimulationRun run = run(id);
        desk.at(run.salonId());
        act.accept(run);
        return "redirect:/admin/simulator/" + run.id() + "?pane=" + pane;
    }

    private SimulationRun run(String id) {
        return id(id).flatMap(simulations::find).orElseThrow(() -> new NotFoundException("run " + id));
    }

    private Salon salon(Desk desk) {
        return catalog.byId(desk.salon().id()).orElseThrow(() -> new NotFoundException("salon"));
    }

    static Optional<UUID> id(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
