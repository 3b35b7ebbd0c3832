package io.quickbooking.core;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quickbooking.core.admin.bookings.StaffBooking;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.bookings.StaffOutcome;
import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.database.CallersTransactionException;
import io.quickbooking.core.outbound.MessageSender;
import io.quickbooking.core.outbound.SendResult;
import io.quickbooking.core.webhook.WebhookReceiver;
import io.quickbooking.testing.LibraryConfigurations;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.WebhookBodies;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A host calls the library inside transactions of its own. Seen to fail with each of these taken out: the work after the
 * commit waiting for it, the single attempt, the catalogue not kept, the savepoint.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostTransactionTest {
    private static final String ANA = "15550100123";
    private static final String BEN = "15550100124";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final String FIVE_PM = "slot_2026-06-02_17:00_m123";

    private final TestDatabase database = TestDatabase.create();
    private final TestSalon.Written salonRow = aSalon().in(database);
    /** To whom, and how many bookings everybody could see when it was sent. */
    private final List<String> sent = new CopyOnWriteArrayList<>();

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(LibraryConfigurations.with(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=" + database.jdbcUrl(), "booking.audit.at=off")
            .withBean(SimpleMeterRegistry.class)
            .withBean("clock", InstantSource.class, () -> SettableClock.at("2026-06-01T12:00:00Z"))
            .withBean(MessageSender.class, () -> request -> {
                String phone = request.recipient().phone();
                sent.add(
                        request.message().contains("Booking code")
                                ? "confirmation to " + phone + " of " + database.count("bookings")
                                : "other to " + phone);
                return new SendResult.Accepted("wamid." + UUID.randomUUID());
            });

    @BeforeEach
    void tableOfTheHost() {
        database.jdbc().sql("CREATE TABLE host_orders (note TEXT)").update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A host application at work. */
    private final class App {
        final AssertableApplicationContext context;
        final ButtonHandlerService buttons;
        final PlatformTransactionManager manager;
        final JdbcTemplate jdbc;
        final Salon salon;

        App(AssertableApplicationContext context) {
            this.context = context;
            buttons = context.getBean(ButtonHandlerService.class);
            manager = context.getBean(PlatformTransactionManager.class);
            jdbc = new JdbcTemplate(context.getBean(javax.sql.DataSource.class));
            salon = context.getBean(Catalog.class).byCode("aurora").orElseThrow();
        }

        Tap aTap(String phone, String buttonId) {
            Instant now = context.getBean(InstantSource.class).instant();
            return Tap.by(CustomerIdentity.ofPhone(phone), salon, buttonId, "Ana Test", "en", now);
        }

        TapAnswer tap(String phone, String buttonId) {
            return buttons.handle(aTap(phone, buttonId));
        }

        /** The Confirm button of a card that was shown and sent. */
        String card(String phone, String slot) {
            String confirm = firstButton(tap(phone, slot));
            Awaitility.await()
                    .until(() -> sent.contains("other to " + phone)
                            && database.count("outbound_messages WHERE state = 'PENDING'") == 0);
            return confirm;
        }

        /** Somebody else's message comes and is answered, on another thread: what was there to be sent before is sent. */
        void othersAreServed() {
            sent.removeIf(line -> line.equals("other to " + BEN));
            CompletableFuture.runAsync(() -> tap(BEN, "nonsense")).join();
            Awaitility.await().until(() -> sent.contains("other to " + BEN));
        }

        void order() {
            jdbc.update("INSERT INTO host_orders VALUES ('shampoo')");
        }

        <T> T in(int propagation, Supplier<T> work) {
            TransactionTemplate template = new TransactionTemplate(manager);
            template.setPropagationBehavior(propagation);
            return template.execute(status -> work.get());
        }

        <T> T inTransaction(Supplier<T> work) {
            return in(TransactionDefinition.PROPAGATION_REQUIRED, work);
        }

        /** Runs the work in a transaction that the host then rolls back. */
        <T> T rolledBack(Supplier<T> work) {
            return new TransactionTemplate(manager).execute(status -> {
                T result = work.get();
                status.setRollbackOnly();
                return result;
            });
        }

        double counted(String outcome) {
            var counter = context.getBean(MeterRegistry.class)
                    .find("quickbooking.taps")
                    .tag("outcome", outcome)
                    .counter();
            return counter == null ? 0 : counter.count();
        }

        <T> T bean(Class<T> type) {
            return context.getBean(type);
        }
    }

    private ContextConsumer<AssertableApplicationContext> app(java.util.function.Consumer<App> test) {
        return context -> test.accept(new App(context));
    }

    private void assertNothingBooked(CapturedOutput output) {
        assertThat(database.count("bookings")).isZero();
        assertThat(database.count("outbound_messages WHERE kind = 'booked'")).isZero();
        assertThat(salonRow.counter()).isZero();
        assertThat(sent).noneMatch(line -> line.startsWith("confirmation"));
        assertThat(output).doesNotContain("Booked BK");
    }

    @Test
    void a_row_of_the_hosts_and_a_booking_are_committed_together_and_told_of_after(CapturedOutput output) {
        host.run(app(app -> {
            String confirm = app.card(ANA, THREE_PM);
            TapAnswer booked = app.inTransaction(() -> {
                app.order();
                TapAnswer answer = app.tap(ANA, confirm);
                // A lease could end before the transaction does.
                assertThat(app.jdbc.queryForObject(
                                "SELECT attempts FROM outbound_messages WHERE kind = 'booked'", Integer.class))
                        .isZero();
                app.othersAreServed();
                assertNothingBooked(output);
                assertThat(app.counted("booked")).isZero();
                return answer;
            });

            assertThat(booked.outcome()).isEqualTo(TapOutcome.BOOKED);
            assertThat(database.count("bookings")).isOne();
            assertThat(database.count("host_orders")).isOne();
            assertThat(output).containsOnlyOnce("Booked " + booked.bookingCode());
            assertThat(app.counted("booked")).isOne();
            Awaitility.await().until(() -> sent.contains("confirmation to " + ANA + " of 1"));
            assertThat(app.tap(ANA, confirm).outcome()).isEqualTo(TapOutcome.REPEATED);
        }));
    }

    @Test
    void nothing_is_left_of_what_the_host_rolls_back_and_the_customer_can_tap_again(CapturedOutput output) {
        host.run(app(app -> {
            String confirm = app.card(ANA, THREE_PM);
            Tap tap = app.aTap(ANA, confirm);
            app.rolledBack(() -> {
                app.order();
                assertThat(app.buttons.handle(tap).outcome()).isEqualTo(TapOutcome.BOOKED);
                return true;
            });
            app.othersAreServed();

            assertNothingBooked(output);
            assertThat(app.counted("booked")).isZero();
            assertThat(database.count("host_orders")).isZero();
            assertThat(app.buttons.handle(tap).outcome()).isEqualTo(TapOutcome.BOOKED);
            Awaitility.await().until(() -> sent.contains("confirmation to " + ANA + " of 1"));
        }));
    }

    @Test
    void the_second_tap_of_a_transaction_sees_the_first_and_after_a_rollback_neither_has_been() {
        host.run(app(app -> {
            Supplier<TapAnswer> both = () -> app.tap(ANA, firstButton(app.tap(ANA, THREE_PM)));
            assertThat(app.rolledBack(both).outcome()).isEqualTo(TapOutcome.BOOKED);
            assertThat(app.tap(ANA, "confirm_booking_temp").outcome()).isEqualTo(TapOutcome.SESSION_EXPIRED);

            String shown = app.card(ANA, FIVE_PM);
            assertThat(app.rolledBack(() -> app.tap(ANA, THREE_PM)).outcome()).isEqualTo(TapOutcome.CARD_SHOWN);
            assertThat(app.tap(ANA, shown).outcome()).isEqualTo(TapOutcome.BOOKED);
            assertThat(app.inTransaction(both).outcome()).isEqualTo(TapOutcome.BOOKED);
            assertThat(database.count("bookings")).isEqualTo(2);
        }));
    }

    @Test
    void what_is_rolled_back_to_a_savepoint_is_not_told_of(CapturedOutput output) {
        host.run(app(app -> {
            String confirm = app.card(ANA, THREE_PM);
            app.inTransaction(() -> {
                app.order();
                assertThatThrownBy(() -> app.in(TransactionDefinition.PROPAGATION_NESTED, () -> {
                            app.tap(ANA, confirm);
                            throw new IllegalStateException("of the host");
                        }))
                        .hasMessage("of the host");
                return true;
            });
            app.othersAreServed();
            assertNothingBooked(output);
            assertThat(app.counted("booked")).isZero();
            assertThat(database.count("host_orders")).isOne();

            app.inTransaction(() -> {
                app.in(TransactionDefinition.PROPAGATION_NESTED, () -> app.tap(ANA, confirm));
                assertThatThrownBy(() -> app.in(TransactionDefinition.PROPAGATION_NESTED, () -> {
                            throw new IllegalStateException("of something later");
                        }))
                        .hasMessage("of something later");
                return true;
            });
            assertThat(output).contains("Booked BK");
            assertThat(app.counted("booked")).isOne();
        }));
    }

    /** The rollback of the outer one is no concern of a transaction that stands beside it. */
    @ParameterizedTest
    @ValueSource(
            ints = {TransactionDefinition.PROPAGATION_REQUIRES_NEW, TransactionDefinition.PROPAGATION_NOT_SUPPORTED})
    void beside_the_hosts_transaction_all_is_as_outside(int propagation, CapturedOutput output) {
        host.run(app(app -> {
            String confirm = app.card(ANA, THREE_PM);
            app.rolledBack(() -> app.in(propagation, () -> app.tap(ANA, confirm)));
            assertThat(database.count("bookings")).isOne();
            assertThat(output).contains("Booked BK");
            assertThat(app.counted("booked")).isOne();
            Awaitility.await().until(() -> sent.contains("confirmation to " + ANA + " of 1"));
        }));
    }

    @Test
    void a_transaction_of_another_manager_is_not_joined(CapturedOutput output) {
        TestDatabase other = TestDatabase.createEmpty();
        host.run(app(app -> {
            String confirm = app.card(ANA, THREE_PM);
            failOnce("INSERT ON bookings", "40P01");
            new TransactionTemplate(new JdbcTransactionManager(other.dataSource())).executeWithoutResult(status -> {
                assertThat(app.tap(ANA, confirm).outcome()).isEqualTo(TapOutcome.BOOKED);
                assertThat(database.count("bookings")).isOne();
                assertThat(output).contains("Booked BK");
                status.setRollbackOnly();
            });
            Awaitility.await().until(() -> sent.contains("confirmation to " + ANA + " of 1"));
        }));
        other.close();
    }

    @Test
    void a_read_only_transaction_is_refused_in_a_sentence_and_can_read() {
        host.run(app(app -> {
            TransactionTemplate readOnly = new TransactionTemplate(app.manager);
            readOnly.setReadOnly(true);
            assertThatThrownBy(() -> readOnly.execute(status -> app.tap(ANA, THREE_PM)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The transaction around this call is read-only, and this call writes");
            Boolean found = readOnly.execute(
                    status -> app.bean(Catalog.class).byCode("aurora").isPresent());
            assertThat(found).isTrue();
        }));
    }

    @Test
    void a_failure_that_may_pass_is_the_hosts_to_try_again() {
        host.run(app(app -> {
            String confirm = app.card(ANA, THREE_PM);
            failOnce("INSERT ON bookings", "40P01");
            Supplier<TapAnswer> both = () -> {
                app.order();
                return app.tap(ANA, confirm);
            };
            assertThatThrownBy(() -> app.inTransaction(both))
                    .isInstanceOf(CallersTransactionException.class)
                    .hasMessageContaining("roll it back and try all of it again: ERROR: on purpose");
            assertThat(app.inTransaction(both).outcome()).isEqualTo(TapOutcome.BOOKED);
            assertThat(database.count("host_orders")).isOne();
        }));
    }

    /** The failure that a trigger raises the first time that it is asked. */
    private void failOnce(String event, String state) {
        database.jdbc().sql("CREATE SEQUENCE failures").update();
        database.jdbc().sql("""
                CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('failures') = 1 THEN
                        RAISE EXCEPTION 'on purpose' USING ERRCODE = '%s';
                    END IF;
                    RETURN NEW;
                END $$
                """.formatted(state)).update();
        database.jdbc()
                .sql("CREATE TRIGGER fail_once BEFORE " + event + " FOR EACH ROW EXECUTE FUNCTION fail_once()")
                .update();
    }

    @Test
    void a_webhook_is_taken_in_with_the_hosts_commit_or_not_at_all() {
        host.run(app(app -> {
            byte[] two = WebhookBodies.batch(
                    WebhookBodies.tap(THREE_PM).from(ANA),
                    WebhookBodies.tap("nonsense").from(BEN));
            WebhookReceiver webhooks = app.bean(WebhookReceiver.class);
            app.rolledBack(() -> {
                webhooks.receive(two);
                return true;
            });
            assertThat(database.count("inbound_messages")).isZero();
            app.inTransaction(() -> {
                webhooks.receive(two);
                return true;
            });
            Awaitility.await().until(() -> sent.containsAll(List.of("other to " + ANA, "other to " + BEN)));

            failOnce("INSERT ON tap_events", "P0001");
            byte[] one = WebhookBodies.tap(FIVE_PM).from(ANA).bytes();
            assertThatThrownBy(() -> app.inTransaction(() -> {
                        webhooks.receive(one);
                        return true;
                    }))
                    .hasMessageContaining("on purpose");
            assertThat(database.count("inbound_messages WHERE state = 'PENDING'"))
                    .isZero();
        }));
    }

    @Test
    void what_waits_before_it_fails_with_the_hosts_transaction() {
        host.run(app(app -> {
            app.card(ANA, THREE_PM);
            failOnce("INSERT ON tap_events", "40P01");
            assertThatThrownBy(() -> app.inTransaction(() -> {
                        // In sight of this transaction alone.
                        app.jdbc.update("""
                                INSERT INTO inbound_messages (salon_id, realm, message_id, phone, kind, button_id, payload,
                                                              state, sent_at, received_at, next_attempt_at)
                                SELECT salon_id, realm, 'test.waits', phone, kind, 'nonsense', payload,
                                       'PENDING', sent_at, received_at, received_at
                                FROM inbound_messages
                                """);
                        return app.tap(ANA, "nonsense");
                    }))
                    .isInstanceOf(CallersTransactionException.class)
                    .hasMessageContaining("on purpose");
            assertThat(database.count("inbound_messages")).isOne();
        }));
    }

    private StaffBooking staffBooking(String time, String phone) {
        return new StaffBooking(
                UUID.randomUUID().toString(),
                salonRow.id(),
                salonRow.service("s456"),
                salonRow.master("m123"),
                LocalDateTime.parse("2026-06-02T" + time),
                new StaffBooking.Guest(null, phone, null, "Wanda Walk-in"),
                false,
                false,
                "rosa");
    }

    @Test
    void a_booking_by_staff_that_is_refused_leaves_the_hosts_transaction_alone(CapturedOutput output) {
        host.run(app(app -> {
            StaffBookings staff = app.bean(StaffBookings.class);
            app.rolledBack(() -> staff.book(staffBooking("15:00", "+1 555 010 0125")));
            assertThat(database.count("bookings")).isZero();
            assertThat(output).doesNotContain("made by rosa");

            StaffOutcome made = app.inTransaction(() -> staff.book(staffBooking("15:00", "+1 555 010 0125")));
            assertThat(made).isInstanceOf(StaffOutcome.Made.class);
            assertThat(output).containsOnlyOnce("made by rosa");

            StaffOutcome refused = app.inTransaction(() -> {
                app.order();
                return staff.book(staffBooking("15:00", "+1 555 010 0126"));
            });
            assertThat(refused).isInstanceOf(StaffOutcome.Refused.class);
            assertThat(database.count("host_orders")).isOne();
            assertThat(database.count("customers")).isOne();
        }));
    }

    @Test
    void a_catalogue_that_is_rolled_back_was_never_seen_by_others(CapturedOutput output) {
        host.run(app(app -> {
            Catalog catalog = app.bean(Catalog.class);
            CatalogImport imports = app.bean(CatalogImport.class);
            CatalogFile file = CatalogFile.parse("catalog.yaml", """
                    salons:
                      - code: borealis
                        name: Salon Borealis
                        phoneNumberId: "106540352242999"
                        timeZone: America/New_York
                        services: [{code: s1, name: Haircut, minutes: 60, price: 5000}]
                        masters: [{code: m1, name: Bo Test, services: [s1]}]
                    """);
            Supplier<@Nullable Salon> applied = () -> {
                imports.apply(file);
                catalog.refresh();
                return catalog.byCode("borealis").orElse(null);
            };
            assertThat(app.rolledBack(applied)).isNotNull();
            assertThat(catalog.byCode("borealis")).isEmpty();
            assertThat(output).doesNotContain("Catalogue catalog.yaml");
            assertThat(app.inTransaction(applied)).isNotNull();
            assertThat(catalog.byCode("borealis")).isPresent();
            assertThat(output).contains("Catalogue catalog.yaml");
        }));
    }

    @Test
    void what_takes_transactions_of_its_own_is_refused_in_a_sentence() {
        host.run(app(app -> assertThatThrownBy(() ->
                        app.inTransaction(() -> app.bean(IntegrityCheck.class).ask("admin")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The audit opens its own transactions and cannot join the one around this call:"
                        + " call it outside of a transaction")));
    }

    /** A host that goes on after a failure cannot commit half of it. */
    @Test
    void a_failure_that_the_host_swallows_is_not_committed() {
        host.run(app(app -> {
            failOnce("INSERT ON tap_events", "P0001");
            assertThatThrownBy(() -> app.inTransaction(() -> {
                        app.order();
                        assertThatThrownBy(() -> app.tap(ANA, THREE_PM)).hasMessageContaining("on purpose");
                        return true;
                    }))
                    .isInstanceOfAny(UnexpectedRollbackException.class, TransactionSystemException.class);
            assertThat(database.count("host_orders")).isZero();
            assertThat(database.count("inbound_messages")).isZero();
        }));
    }
}
