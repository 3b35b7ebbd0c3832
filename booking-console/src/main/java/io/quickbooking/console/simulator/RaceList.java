package io.quickbooking.console.simulator;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.core.QuickBookingProperties.Simulation;
import io.quickbooking.core.simulation.Races;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** The latest races of the salon that is looked at. */
@Component
@ConditionalOnBooleanProperty(Simulation.ENABLED)
class RaceList {
    private final Races races;

    RaceList(Races races) {
        this.races = races;
    }

    List<RaceView> latest(Desk desk, int limit) {
        return races.latest(desk.salon().id(), limit).stream()
                .map(race -> RaceView.of(race, desk.formats()))
                .toList();
    }
}
