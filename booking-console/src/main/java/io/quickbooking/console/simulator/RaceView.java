package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.simulation.RaceReport.Race;
import io.quickbooking.core.simulation.RaceReport.State;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * A race in a list, and the head of its page.
 *
 * @param mode and {@code state} are ends of texts' keys
 * @param slot when and with whom
 */
record RaceView(
        UUID id,
        String mode,
        String state,
        int taps,
        String spread,
        int rounds,
        int roundsDone,
        String slot,
        String masterName,
        String serviceName,
        String startedBy,
        String startedAt,
        String startedAtMachine,
        String error,
        boolean running,
        int booked,
        int doubleBookings,
        int errors,
        boolean clean) {
    static RaceView of(Race race, Formats formats) {
        return new RaceView(
                race.id(),
                race.mode().name().toLowerCase(Locale.ROOT),
                race.state().name().toLowerCase(Locale.ROOT),
                race.taps(),
                formats.milliseconds(race.spreadMillis()),
                race.rounds(),
                race.roundsDone(),
                formats.dayAndTime(race.slotStart()),
                race.masterName(),
                race.serviceName(),
                race.startedBy(),
                formats.dayAndTime(race.startedAt()),
                formats.machine(race.startedAt()),
                Objects.requireNonNullElse(race.error(), ""),
                race.state() == State.RUNNING,
                race.booked(),
                race.doubleBookings(),
                race.errors(),
                race.booked() > 0 && race.doubleBookings() == 0 && race.errors() == 0);
    }
}
