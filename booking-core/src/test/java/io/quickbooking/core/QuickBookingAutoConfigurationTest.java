package io.quickbooking.core;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.MicrometerTraces;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.outbound.MessageSender;
import io.quickbooking.core.outbound.SendRequest;
import io.quickbooking.core.outbound.SendResult;
import io.quickbooking.core.redis.Redis;
import io.quickbooking.core.session.RedisSessionStore;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.LibraryConfigurations;
import io.quickbooking.testing.RedisServer;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The library as a host application sees it: a dependency and a data source. */
class QuickBookingAutoConfigurationTest {
    private final TestDatabase database = TestDatabase.createEmpty();
    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(LibraryConfigurations.with(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=" + database.jdbcUrl())
            .withBean("clock", InstantSource.class, () -> SettableClock.at("2026-06-01T12:00:00Z"));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_data_source_is_enough_for_a_booking() {
        host.run(context -> {
            aSalon().in(database);
            ButtonHandlerService handler = context.getBean(ButtonHandlerService.class);
            Salon salon = context.getBean(Catalog.class).byCode("aurora").orElseThrow();
            CustomerIdentity ana = CustomerIdentity.ofPhone("15550100123");
            Instant now = context.getBean(InstantSource.class).instant();

            TapAnswer card = handler.handle(Tap.by(ana, salon, "slot_2026-06-02_15:00_m123", "Ana", "en", now));
            TapAnswer booked = handler.handle(
                    Tap.by(ana, salon, card.message().buttons().get(0).id(), "Ana", "en", now));

            assertThat(booked.outcome()).isEqualTo(TapOutcome.BOOKED);
            assertThat(database.count("bookings")).isOne();
            // Without an access token nothing is sent.
            assertThat(database.count("outbound_messages WHERE state = 'PENDING'"))
                    .isEqualTo(2);
        });
    }

    /** Seen to fail when the configuration of the meters asks for no class. */
    @Test
    void a_host_is_measured_when_it_has_micrometer_and_a_registry_and_works_without() {
        host.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("quickBookingWatchMeters");
            assertThat(context.getBean(Measures.class)).isSameAs(Measures.NONE);
        });
        host.run(context -> assertThat(context.getBean(Measures.class)).isSameAs(Measures.NONE));
        host.withBean(SimpleMeterRegistry.class).run(context -> {
            aSalon().in(database);
            Salon salon = context.getBean(Catalog.class).byCode("aurora").orElseThrow();
            CustomerIdentity ana = CustomerIdentity.ofPhone("15550100123");
            Instant now = context.getBean(InstantSource.class).instant();
            context.getBean(ButtonHandlerService.class).handle(Tap.by(ana, salon, "nonsense", "Ana", "en", now));
            assertThat(context.getBean(SimpleMeterRegistry.class)
                            .get("quickbooking.taps")
                            .tag("outcome", "malformed")
                            .counter()
                            .count())
                    .isEqualTo(1);
        });
    }

    /** Seen to fail when the configuration of the traces asks for no class. */
    @Test
    void a_host_is_traced_when_it_has_a_tracer_and_works_without() {
        host.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
                .run(context ->
                        assertThat(context).hasNotFailed().getBean(Traces.class).isSameAs(Traces.NONE));
        host.run(context -> assertThat(context.getBean(Traces.class)).isSameAs(Traces.NONE));
        host.withBean(Tracer.class, () -> Tracer.NOOP).run(context -> {
            Traces traces = context.getBean(Traces.class);
            assertThat(traces).isInstanceOf(MicrometerTraces.class);
            try (Traces.Step step = traces.resume("tap", "not to be understood")) {
                step.tell("outcome", "booked").failed(new IllegalStateException());
                // What is no traceparent would be refused by the table.
                assertThat(traces.here()).isNull();
            }
        });
    }

    @Test
    void nodes_share_a_redis_when_they_are_given_one() {
        host.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Redis.class));
        try (RedisServer server = RedisServer.start()) {
            host.withPropertyValues("booking.redis-url=" + server.url()).run(context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(SessionStore.class)).isInstanceOf(RedisSessionStore.class);
                assertThat(context.getBean(Redis.class).awaySince()).isEmpty();
            });
        }
        String nobody = "booking.redis-url=redis://127.0.0.1:" + RedisServer.freePort();
        host.withPropertyValues(nobody).run(context -> assertThat(context).hasNotFailed());
        host.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.lettuce"))
                .run(context -> assertThat(context).hasNotFailed());
        host.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.lettuce"))
                .withPropertyValues(nobody)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("spring-data-redis and lettuce-core have to be on the class path"));
    }

    @Test
    void a_hosts_own_migrations_and_beans_keep_working() {
        host.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=classpath:host/migration")
                .withUserConfiguration(Host.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(database.count("host_notes")).isZero();
                    assertThat(database.count("bookings")).isZero();
                    assertThat(database.count("flyway_schema_history WHERE version = '1' AND type = 'SQL'"))
                            .isOne();
                });
    }

    /** Has a bean that is made early and needs the library, and names that anybody might choose. */
    @Configuration(proxyBeanMethods = false)
    static class Host {
        @Bean
        EarlyBird earlyBird(ButtonHandlerService handler) {
            return new EarlyBird(handler);
        }

        @Bean
        Object customers() {
            return "customers";
        }

        @Bean
        Object catalog() {
            return "catalog";
        }
    }

    private record EarlyBird(ButtonHandlerService handler) {}

    /** Seen to fail with the audit not scheduled, and with another time than the one that is set. */
    @ParameterizedTest
    @CsvSource({"12:00, UTC, true", "14:00, Europe/Berlin, true", "12:01, UTC, false", "off, UTC, false"})
    void the_audit_runs_at_its_time_and_when_it_is_asked_for(String at, String zone, boolean now) {
        host.withPropertyValues("booking.audit.at=" + at, "booking.audit.zone=" + zone)
                .run(context -> {
                    IntegrityCheck audit = context.getBean(IntegrityCheck.class);
                    if (now) {
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(30))
                                .until(() -> audit.last().isPresent());
                        assertThat(database.count("audit_runs WHERE night = '2026-06-01'"))
                                .isOne();
                    } else {
                        assertThat(audit.ask("admin")).isTrue();
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(30))
                                .until(() -> audit.last().isPresent());
                        assertThat(database.count("audit_runs WHERE night IS NOT NULL"))
                                .isZero();
                    }
                });
    }

    @Test
    void with_an_access_token_replies_are_sent() {
        try (GraphApiStandIn graph = GraphApiStandIn.start()) {
            host.withPropertyValues(
                            "booking.whatsapp.access-token=fictional-token",
                            "booking.whatsapp.graph-url=" + graph.url())
                    .run(context -> {
                        aSalon().in(database);
                        tap(context.getBean(ButtonHandlerService.class), context.getBean(Catalog.class));
                        assertThat(graph.await(1, Duration.ofSeconds(10))).hasSize(1);
                    });
        }
    }

    @Test
    void a_hosts_own_store_and_sender_are_used() {
        List<SendRequest> sent = new CopyOnWriteArrayList<>();
        List<SessionContext> stored = new CopyOnWriteArrayList<>();
        host.withBean(MessageSender.class, () -> request -> {
                    sent.add(request);
                    return new SendResult.Accepted("wamid.host");
                })
                .withBean(SessionStore.class, () -> new ForgetfulStore(stored))
                .run(context -> {
                    aSalon().in(database);
                    tap(context.getBean(ButtonHandlerService.class), context.getBean(Catalog.class));
                    Awaitility.await().until(() -> sent.size() == 1);
                    assertThat(stored).hasSize(1);
                });
    }

    private static void tap(ButtonHandlerService handler, Catalog catalog) {
        Salon salon = catalog.byCode("aurora").orElseThrow();
        handler.handle(Tap.by(
                CustomerIdentity.ofPhone("15550100123"),
                salon,
                "slot_2026-06-02_15:00_m123",
                null,
                null,
                Instant.parse("2026-06-01T12:00:00Z")));
    }

    @Test
    void sessions_that_run_out_are_noticed_within_seconds() {
        host.run(context -> {
            aSalon().in(database);
            tap(context.getBean(ButtonHandlerService.class), context.getBean(Catalog.class));
            ((SettableClock) context.getBean(InstantSource.class)).advance(Duration.ofMinutes(15));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> database.count("sessions WHERE state = 'EXPIRED'") == 1);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "booking.session-expiration=10ms | booking.session-expiration is '10 ms', but must be 1000 to 86400000 ms",
                "booking.taps-per-minute=-1 | booking.taps-per-minute is '-1', but must be 0 to 6000",
                "booking.taps-per-minute=6001 | booking.taps-per-minute is '6001', but must be 0 to 6000",
                "booking.audit.at=3 am | booking.audit.at is '3 am', but must be a time such as 03:00, or off",
                "booking.audit.at=24:00 | booking.audit.at is '24:00', but must be a time such as 03:00, or off",
                "booking.audit.zone=Berlin | booking.audit.zone is 'Berlin', but must be a time zone such as Europe/Berlin",
                "booking.retention.payloads=7d | booking.retention.payloads is '7 days', but must be 8 to 3650 days",
                "booking.retention.messages=0d | booking.retention.messages is '0 days', but must be 2 to 3650 days",
                "booking.retention.events=29d | booking.retention.events is '29 days', but must be 30 to 3650 days",
                "booking.retention.events=3651d | booking.retention.events is '3651 days', but must be 30 to 3650 days",
                "booking.redis-url=http://:secret@x | booking.redis-url is 'http://***@x', but must be redis://user:password@host",
                "booking.retry.max-attempts=0 | booking.retry.max-attempts is '0', but must be 1 to 10",
                "booking.retry.base-delay=1h | booking.retry.base-delay is '3600000 ms', but must be 1 to 10000 ms",
                "booking.whatsapp.graph-url=ftp://x | booking.whatsapp.graph-url is 'ftp://x', but must be an http or",
                "booking.whatsapp.graph-version=26 | booking.whatsapp.graph-version is '26', but must be v and",
            })
    void a_wrong_setting_names_property_value_and_what_is_allowed(String setting, String message) {
        host.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidPropertyException.class)
                        .hasMessageContaining(message));
    }

    /** A store may forget at any time: the journal has everything. */
    private record ForgetfulStore(List<SessionContext> stored) implements SessionStore {
        @Override
        public Optional<SessionContext> find(String key) {
            return Optional.empty();
        }

        @Override
        public void put(SessionContext session) {
            stored.add(session);
        }

        @Override
        public void remove(String key) {
            // Nothing was kept.
        }
    }
}
