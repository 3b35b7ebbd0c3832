package io.quickbooking.core.simulation;

import java.util.UUID;
import java.util.function.Function;

/** Says whether a race has begun. */
public sealed interface RaceStart {

    /** Applies the function of this case. */
    default <R> R match(Function<Started, R> started, Function<Busy, R> busy, Function<SlotNotFree, R> slotNotFree) {
        if (this instanceof Started it) {
            return started.apply(it);
        }
        if (this instanceof Busy it) {
            return busy.apply(it);
        }
        if (this instanceof SlotNotFree it) {
            return slotNotFree.apply(it);
        }
        throw new AssertionError(this);
    }

    /** The race runs. */
    record Started(UUID raceId) implements RaceStart {}

    /** This node is running another race; one at a time, so that real customers keep their share of the database. */
    record Busy(UUID raceId) implements RaceStart {}

    /** There is no such slot, or another customer has it. */
    record SlotNotFree() implements RaceStart {}
}
