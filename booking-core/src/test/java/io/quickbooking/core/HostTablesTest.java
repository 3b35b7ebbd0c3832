package io.quickbooking.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.core.privacy.Retention;
import io.quickbooking.core.simulation.Races;
import io.quickbooking.core.simulation.SimulationSweep;
import io.quickbooking.core.simulation.Simulations;
import io.quickbooking.testing.LibraryConfigurations;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/**
 * A host gets the library's tables, and neither those of the console nor, unless it asks for it, those of the simulation.
 *
 * <p>Seen to fail when the migrations ignore {@code booking.simulation.enabled}.
 */
class HostTablesTest {
    private static final String[] OF_THE_LIBRARY = {
        "audit_findings",
        "audit_log",
        "audit_runs",
        "bookings",
        "breaks",
        "customer_words",
        "customers",
        "inbound_messages",
        "master_services",
        "masters",
        "outbound_messages",
        "quick_booking_schema_history",
        "request_keys",
        "retention_marks",
        "salons",
        "services",
        "sessions",
        "special_days",
        "tap_events",
        "unhandled_events",
        "working_hours"
    };
    private static final String[] OF_THE_SIMULATION = {
        "quick_booking_simulation_schema_history",
        "simulation_race_rounds",
        "simulation_race_taps",
        "simulation_races",
        "simulation_runs",
        "simulation_steps"
    };
    private static final List<Class<?>> SIMULATOR = List.of(Simulations.class, Races.class, SimulationSweep.class);

    private final TestDatabase database = TestDatabase.createEmpty();
    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(LibraryConfigurations.with(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=" + database.jdbcUrl(), "booking.audit.at=off");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_host_gets_the_tables_of_the_library_and_no_simulator() {
        host.run(context -> {
            assertThat(context).hasNotFailed();
            SIMULATOR.forEach(type -> assertThat(context).doesNotHaveBean(type));
            assertThat(context.getBeanDefinitionNames())
                    .noneMatch(name -> name.contains("Simulation") || name.contains("Races"));
            // Threads of a context that was closed before may take a moment to end.
            await().untilAsserted(() -> assertThat(threads()).doesNotContain("simulation-sweep"));
            assertThat(tables()).containsExactlyInAnyOrder(OF_THE_LIBRARY);
        });
    }

    @Test
    void a_host_that_asks_for_the_simulation_gets_it_later_too() {
        host.run(context -> assertThat(context).hasNotFailed());
        host.withPropertyValues("booking.simulation.enabled=true").run(context -> {
            assertThat(context).hasNotFailed();
            SIMULATOR.forEach(type -> assertThat(context).hasSingleBean(type));
            assertThat(threads()).contains("simulation-sweep");
            assertThat(tables())
                    .containsExactlyInAnyOrder(
                            Stream.concat(Arrays.stream(OF_THE_LIBRARY), Arrays.stream(OF_THE_SIMULATION))
                                    .toArray(String[]::new));
        });
    }

    @Test
    void what_looks_at_all_tables_does_without_those_of_the_simulation() {
        host.run(context -> {
            IntegrityCheck check = context.getBean(IntegrityCheck.class);
            assertThat(check.ask("admin")).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> check.last().isPresent());
            assertThat(database.count("audit_findings")).isPositive();
            assertThat(database.count("audit_findings WHERE found IS NULL")).isZero();
            assertThat(context.getBean(SystemHealth.class).numbers().behind()).isEmpty();
            assertThat(context.getBean(Retention.class).run().payloads()).isZero();
        });
    }

    @Test
    void a_word_that_conditions_do_not_understand_is_refused() {
        host.withPropertyValues("booking.simulation.enabled=yes")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessage("booking.simulation.enabled is 'yes', but must be true or false"));
    }

    private List<String> tables() {
        return database.jdbc()
                .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .query(String.class)
                .list();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
