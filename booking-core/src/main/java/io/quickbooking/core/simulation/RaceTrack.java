package io.quickbooking.core.simulation;

import io.quickbooking.core.availability.AvailabilityCheckResult;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.button.ButtonId.PickSlot;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.database.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the slots for a race. */
final class RaceTrack {
    private final AvailabilityService availability;
    private final ButtonParserService buttons;
    private final Transactions transactions;

    RaceTrack(AvailabilityService availability, ButtonParserService buttons, Transactions transactions) {
        this.availability = availability;
        this.buttons = buttons;
        this.transactions = transactions;
    }

    /** A slot and the button that selects it. */
    record Lane(Slot slot, String buttonId) {}

    /**
     * Returns the chosen slot first, then others that overlap it if the mode needs them; empty if the chosen one is not free.
     */
    List<Lane> lanes(RaceSettings race, Salon salon, Instant now) {
        return buttons.parse(race.slotButtonId())
                .filter(PickSlot.class::isInstance)
                .map(PickSlot.class::cast)
                .map(picked -> lanes(race.mode(), picked, salon, now))
                .orElseGet(List::of);
    }

    private List<Lane> lanes(RaceMode mode, PickSlot picked, Salon salon, Instant now) {
        Optional<Master> master = salon.master(picked.masterRef());
        Optional<Service> service = master.flatMap(found -> picked.serviceRef() == null
                ? salon.servicesOf(found).stream().findFirst()
                : salon.serviceOf(found, picked.serviceRef()));
        if (master.isEmpty() || service.isEmpty()) {
            return List.of();
        }
        LocalDateTime chosen = picked.date().atTime(picked.time());
        List<Lane> lanes = new ArrayList<>();
        free(salon, master.get(), service.get(), chosen, now).ifPresent(lanes::add);
        if (lanes.isEmpty() || mode != RaceMode.OVERLAPPING) {
            return lanes;
        }
        Duration grid = Duration.ofMinutes(salon.slotMinutes());
        for (Duration away = grid; away.compareTo(service.get().duration()) < 0; away = away.plus(grid)) {
            free(salon, master.get(), service.get(), chosen.minus(away), now).ifPresent(lanes::add);
            free(salon, master.get(), service.get(), chosen.plus(away), now).ifPresent(lanes::add);
        }
        return lanes;
    }

    private Optional<Lane> free(Salon salon, Master master, Service service, LocalDateTime start, Instant now) {
        AvailabilityCheckResult result =
                transactions.run(() -> availability.check(salon, master, service, start, Realm.SIMULATED, now));
        return result.match(
                free -> Optional.of(new Lane(
                        free.slot(),
                        buttons.format(new PickSlot(
                                start.toLocalDate(), start.toLocalTime(), master.code(), service.code())))),
                unavailable -> Optional.empty());
    }
}
