package io.quickbooking.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.quickbooking.core.database.UnsuitableHostException;
import io.quickbooking.testing.LibraryConfigurations;
import io.quickbooking.testing.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** What a host gives the library is checked at the start, and refused in one line. */
@ExtendWith(OutputCaptureExtension.class)
class HostStartTest {
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

    /** Also where nothing is committed by itself, and what is not committed is rolled back by the pool. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void a_transaction_manager_of_another_database_is_refused(String autoCommit) {
        try (TestDatabase other = TestDatabase.createEmpty()) {
            host.withPropertyValues("spring.datasource.hikari.auto-commit=" + autoCommit)
                    .withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(other.dataSource()))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(UnsuitableHostException.class)
                            .hasMessageStartingWith(
                                    "the transaction manager (JdbcTransactionManager) does not manage the data"
                                            + " source that holds the bookings"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.hikari.auto-commit=false",
                "spring.datasource.connection-fetch=lazy",
                "spring.datasource.hikari.transaction-isolation=TRANSACTION_SERIALIZABLE",
                "spring.datasource.hikari.maximum-pool-size=3"
            })
    void what_is_its_manager_is_known_as_such(String setting) {
        host.withPropertyValues(setting).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void a_manager_of_what_is_behind_a_proxy_is_its_manager() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.jdbcUrl());
            host.withBean(DataSource.class, () -> new TransactionAwareDataSourceProxy(pool))
                    .run(context -> assertThat(context).hasNotFailed());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, eager", "2, eager", "2, lazy"})
    void a_pool_that_is_too_small_for_the_start_is_refused(String size, String fetch) {
        host.withPropertyValues(
                        "spring.datasource.hikari.maximum-pool-size=" + size,
                        "spring.datasource.connection-fetch=" + fetch)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessage("spring.datasource.hikari.maximum-pool-size is '" + size
                                + "', but must be at least 3: the start uses that many connections at once"));
    }

    /** Seen to fail without {@code group}: the tables of the migrations before are left. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE customers (id INT) | DROP TABLE customers",
                "CREATE TABLE request_keys (id INT) | DROP TABLE request_keys",
                "CREATE VIEW salons AS SELECT 1 AS one | DROP VIEW salons"
            })
    void a_name_that_the_host_has_taken_is_refused_and_nothing_is_left_in_its_schema(String taken, String free) {
        database.jdbc().sql(taken).update();
        host.run(context -> assertThat(context.getStartupFailure())
                .hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class)
                .hasStackTraceContaining(
                        "the schema has something of the same name as the library needs: ERROR: relation")
                .hasStackTraceContaining("currentSchema=booking (docs/embedding.md, section 5)"));
        assertThat(database.count("pg_class WHERE relname = 'quick_booking_schema_history'"))
                .isZero();
        assertThat(database.count("pg_class WHERE relname IN ('bookings', 'masters')"))
                .isZero();

        database.jdbc().sql(free).update();
        host.run(context -> assertThat(context).hasNotFailed());
    }

    /** The way out that the refusal names. */
    @Test
    void a_host_with_such_a_table_can_give_the_library_a_schema() {
        database.jdbc().sql("CREATE TABLE customers (id INT)").update();
        host.withPropertyValues("spring.datasource.url=" + database.jdbcUrl() + "&currentSchema=booking")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(database.count("booking.customers")).isZero();
    }

    @Test
    void a_host_reads_a_line_in_place_of_a_stack_trace(CapturedOutput output) {
        database.jdbc().sql("CREATE TABLE customers (id INT)").update();
        SpringApplication application = new SpringApplication(Configurations.getClasses(LibraryConfigurations.with(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                TransactionAutoConfiguration.class)));
        assertThatThrownBy(() -> application.run("--spring.datasource.url=" + database.jdbcUrl()))
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("Quick Booking cannot start: the schema has something of the same name as the library needs")
                .doesNotContain("\tat ");
    }
}
