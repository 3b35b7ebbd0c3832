package io.quickbooking.core.simulation;

import io.quickbooking.core.LibraryPart;
import io.quickbooking.core.QuickBookingProperties.Simulation;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.PoolSize;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.signal.Signals;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@LibraryPart
@ConditionalOnBooleanProperty(Simulation.ENABLED)
@Import({SimulationParts.class, Simulations.class})
class SimulationAutoConfiguration {
    @Bean
    Races quickBookingRaces(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            AvailabilityService availability,
            ButtonParserService buttons,
            SimulationParts parts,
            AuditLog audit,
            Signals signals,
            DataSource dataSource,
            InstantSource clock) {
        return new Races(
                mappers,
                transactions,
                catalog,
                availability,
                buttons,
                parts,
                audit,
                signals,
                halfOf(dataSource),
                clock);
    }

    /** Half the pool, so that real customers always find a connection; fewer than two would be no race. */
    private static int halfOf(DataSource dataSource) {
        return Math.max(2, PoolSize.of(dataSource).orElse(0) / 2);
    }

    @Bean(initMethod = "start")
    SimulationSweep quickBookingSimulationSweep(Simulations simulations, Races races) {
        return new SimulationSweep(simulations, races);
    }
}
