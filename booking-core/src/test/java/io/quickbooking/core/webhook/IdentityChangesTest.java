package io.quickbooking.core.webhook;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.inbox.InboundMessage;
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

    private static final Instant CHANGED = Instant.parse("2024-10-20T13:00:00Z");

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

    @Test
    void what_waits_under_the_old_number_is_answered_to_the_same_customer_under_the_new_one() {
        core.tap(OLD_PHONE, SLOT);
        keepForLater(core.aText(OLD_PHONE, "my booking", "wamid.waits", clock.instant()));
        receive("inbound-system-number-changed");
        assertThat(core.worker.workOff()).isOne();
        assertThat(phones()).containsExactly(NEW_PHONE);
        assertThat(database.count("inbound_messages WHERE state = 'PENDING'")).isZero();
        assertThat(recipientOf("no_bookings")).isEqualTo(NEW_PHONE);
    }

    @Test
    void whoever_changes_the_number_while_their_first_words_still_wait_becomes_one_customer() {
        keepForLater(core.aText(OLD_PHONE, "my booking", "wamid.waits", clock.instant()));
        receive("inbound-system-number-changed");
        core.write(NEW_PHONE, "hello");
        assertThat(core.worker.workOff()).isZero();
        assertThat(phones()).containsExactly(NEW_PHONE);
        assertThat(database.count("tap_events")).isEqualTo(2);
    }

    @Test
    void what_was_written_from_the_old_number_and_comes_after_the_change_is_the_same_customers() {
        clock.set(CHANGED.minusSeconds(60));
        core.tap(OLD_PHONE, SLOT);
        Tap late = core.aText(OLD_PHONE, "my booking", "wamid.late", clock.instant());
        clock.set(CHANGED.plusSeconds(60));
        receive("inbound-system-number-changed");
        core.handler.handle(late);
        assertThat(phones()).containsExactly(NEW_PHONE);
        assertThat(recipientOf("no_bookings")).isEqualTo(NEW_PHONE);

        core.write(OLD_PHONE, "hello");
        assertThat(phones()).as("who has the old number now").containsExactly(NEW_PHONE, OLD_PHONE);
    }

    @Test
    void a_late_message_with_a_user_id_does_not_bring_the_old_number_back() {
        clock.set(CHANGED.minusSeconds(60));
        core.handler.handle(from(CustomerIdentity.ofUserId(OLD_ID), "wamid.1"));
        core.handler.handle(from(new CustomerIdentity(OLD_PHONE, OLD_ID), "wamid.2"));
        Tap late = from(new CustomerIdentity(OLD_PHONE, OLD_ID), "wamid.3");
        clock.set(CHANGED.plusSeconds(60));
        receive("inbound-system-number-changed");
        core.handler.handle(late);
        assertThat(phones()).containsExactly(NEW_PHONE);
    }

    @Test
    void numbers_that_change_hands_in_a_circle_come_to_an_end() {
        clock.set(CHANGED.minusSeconds(60));
        Tap late = core.aText(OLD_PHONE, "hello", "wamid.late", clock.instant());
        clock.set(CHANGED.plusSeconds(60));
        receive("inbound-system-number-changed");
        database.jdbc().sql("""
                        INSERT INTO inbound_messages (salon_id, realm, message_id, phone, kind, payload, state, sent_at,
                                                      received_at, handled_at)
                        SELECT salon_id, realm, 'wamid.back', '%s', kind,
                               jsonb_set(CAST(payload AS jsonb), '{message,system,wa_id}', '"%s"'), state, sent_at, received_at,
                               handled_at
                        FROM inbound_messages
                        WHERE kind = 'system'
                        """.formatted(NEW_PHONE, OLD_PHONE)).update();
        core.handler.handle(late);
        assertThat(database.count("customers")).isOne();
    }

    /** As a large delivery does. */
    private void keepForLater(Tap tap) {
        core.transactions.runVoid(
                () -> core.inbox.store(salon.id(), Realm.LIVE, List.of(tap.message()), clock.instant(), null));
    }

    private Tap from(CustomerIdentity sender, String messageId) {
        Tap text = core.aText(OLD_PHONE, "my booking", messageId, clock.instant());
        InboundMessage message = text.message();
        return new Tap(
                text.salonId(),
                text.realm(),
                new InboundMessage(
                        message.phoneNumberId(),
                        messageId,
                        sender,
                        message.profileName(),
                        message.kind(),
                        null,
                        message.sentAt(),
                        message.payload()),
                null,
                text.receivedAt());
    }

    private String recipientOf(String kind) {
        return database.jdbc()
                .sql(
                        "SELECT c.phone FROM outbound_messages o JOIN customers c ON c.id = o.customer_id WHERE o.kind = ?")
                .param(kind)
                .query(String.class)
                .single();
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
