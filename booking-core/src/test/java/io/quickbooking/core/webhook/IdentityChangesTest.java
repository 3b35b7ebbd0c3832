package io.quickbooking.core.webhook;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer who goes by another number or user id stays one customer. */
class IdentityChangesTest {
    private static final String OLD_PHONE = "15550100123";
    private static final String NEW_PHONE = "15550100133";
    private static final String OLD_ID = "US.70010020030040050061";
    private static final String NEW_ID = "US.70010020030040050071";
    private static final String SLOT = "slot_2024-10-21_15:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    /** Before the change of the payloads. */
    private final SettableClock clock = SettableClock.at("2024-10-20T12:00:00Z");

    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Customers customers = new Customers(new Mappers(database.dataSource()));
    private TestSalon.Written salon;

    @BeforeEach
    void open() {
        salon = aSalon().in(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbound-system-number-changed", "inbound-system-number-changed-older"})
    void whoever_has_another_number_keeps_session_and_history(String payload) {
        String confirm = firstButton(core.tap(OLD_PHONE, SLOT));
        receive(payload);
        assertThat(core.tap(NEW_PHONE, confirm).outcome()).isEqualTo(TapOutcome.BOOKED);
        assertThat(phones()).containsExactly(NEW_PHONE);

        clock.advance(java.time.Duration.ofDays(1));
        // The old number belongs to somebody else by now; a late redelivery does not concern them.
        core.write(OLD_PHONE, "hello");
        receive(payload);
        assertThat(phones()).containsExactly(NEW_PHONE, OLD_PHONE);
    }

    @Test
    void a_new_number_that_is_a_customer_without_history_is_taken_over() {
        core.tap(OLD_PHONE, SLOT);
        lock(CustomerIdentity.ofPhone(NEW_PHONE));
        receive("inbound-system-number-changed");
        assertThat(phones()).containsExactly(NEW_PHONE);
        assertThat(database.count("sessions JOIN customers c ON c.id = customer_id"))
                .isOne();
    }

    @Test
    void two_customers_with_a_history_stay_two() {
        core.tap(OLD_PHONE, SLOT);
        core.tap(NEW_PHONE, SLOT);
        receive("inbound-system-number-changed");
        assertThat(phones()).containsExactly(OLD_PHONE, NEW_PHONE);
    }

    @Test
    void a_user_id_is_replaced_by_its_successor() {
        lock(new CustomerIdentity(OLD_PHONE, OLD_ID));
        receive("field-user-id-update");
        receive("field-user-id-update");
        assertThat(database.jdbc()
                        .sql("SELECT phone || ' ' || user_id FROM customers")
                        .query(String.class)
                        .list())
                .containsExactly(OLD_PHONE + " " + NEW_ID);
    }

    @Test
    void whoever_was_known_by_user_id_alone_stays_one_when_the_phone_appears() {
        lock(CustomerIdentity.ofUserId(OLD_ID));
        lock(CustomerIdentity.ofPhone(OLD_PHONE));
        Customer known = core.transactions.run(() -> {
            Customer locked = customers.lock(
                    salon.id(), Realm.LIVE, new CustomerIdentity(OLD_PHONE, OLD_ID), "Ana Test", clock.instant());
            customers.save(locked, clock.instant(), clock.instant());
            return locked;
        });
        assertThat(known.phone()).isEqualTo(OLD_PHONE);
        assertThat(known.userId()).isEqualTo(OLD_ID);
        assertThat(database.count("customers")).isOne();
    }

    private void lock(CustomerIdentity identity) {
        Instant now = clock.instant();
        core.transactions.run(() -> customers.lock(salon.id(), Realm.LIVE, identity, "Ana Test", now));
    }

    private void receive(String payload) {
        Payloads.all().stream()
                .filter(one -> one.name().equals(payload))
                .forEach(one -> core.webhook.receive(one.bytes()));
    }

    private List<String> phones() {
        return database.jdbc()
                .sql("SELECT phone FROM customers ORDER BY created_at, phone")
                .query(String.class)
                .list();
    }
}
