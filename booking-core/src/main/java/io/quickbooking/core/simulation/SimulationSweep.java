package io.quickbooking.core.simulation;

import io.quickbooking.core.database.TransientFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Periodically removes the remains of simulations and races. Any number of nodes may run it at once. */
public final class SimulationSweep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimulationSweep.class);
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Simulations simulations;
    private final Races races;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulation-sweep");
        thread.setDaemon(true);
        return thread;
    });

    public SimulationSweep(Simulations simulations, Races races) {
        this.simulations = simulations;
        this.races = races;
    }

    public void start() {
        executor.scheduleWithFixedDelay(this::sweep, 1, EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    private void sweep() {
        try {
            simulations.sweep();
            races.sweep();
        } catch (RuntimeException failure) {
            log.warn(
                    "Old simulations not removed; attempted again at the next sweep: {}",
                    TransientFailure.reason(failure));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
