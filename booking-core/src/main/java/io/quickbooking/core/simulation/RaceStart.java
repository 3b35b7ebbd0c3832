package io.quickbooking.core.simulation;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a race has begun. */
public sealed interface RaceStart {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Function<UUID, R> started, Function<UUID, R> busy, Supplier<R> slotNotFree);

    record Started(UUID raceId) implements RaceStart {
        @Override
        public <R> R fold(Function<UUID, R> started, Function<UUID, R> busy, Supplier<R> slotNotFree) {
            return started.apply(raceId);
        }
    }

    /** This node is running another; one at a time, so that real customers keep their share of the database. */
    record Busy(UUID raceId) implements RaceStart {
        @Override
        public <R> R fold(Function<UUID, R> started, Function<UUID, R> busy, Supplier<R> slotNotFree) {
            return busy.apply(raceId);
        }
    }

    /** There is no such slot, or somebody has it. */
    record SlotNotFree() implements RaceStart {
        @Override
        public <R> R fold(Function<UUID, R> started, Function<UUID, R> busy, Supplier<R> slotNotFree) {
            return slotNotFree.get();
        }
    }
}
