package io.quickbooking.console.faults;

import static io.quickbooking.testing.WebhookBodies.tap;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient;
import io.quickbooking.testing.GraphApiStandIn;
import io.quickbooking.testing.GraphApiStandIn.Request;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The one customer of a salon of their own, so that nobody waits for anybody else. */
final class Patron {
    private final ConsoleClient console;
    private final TestDatabase database;
    private final TestSalon.Written salon;
    private final String phone;
    private final String confirmation;

    private Patron(ConsoleClient console, TestDatabase database, int number) {
        this.console = console;
        this.database = database;
        this.salon = TestSalon.aSalon()
                .called("salon-" + number, "5550100%08d".formatted(number))
                .in(database);
        this.phone = "1555010%04d".formatted(number);
        this.confirmation = "wamid.confirm." + number;
    }

    /** Has a card, and has not confirmed it yet. */
    static Patron withCard(ConsoleClient console, TestDatabase database, int number) {
        Patron patron = new Patron(console, database, number);
        assertThat(patron.deliver(patron.slotTap(), "wamid.choose." + number).status())
                .isEqualTo(200);
        return patron;
    }

    /** Has done nothing yet. */
    static Patron without(ConsoleClient console, TestDatabase database, int number) {
        return new Patron(console, database, number);
    }

    /** @param safe whether the database knew of the delivery when it was answered */
    record Delivery(int status, boolean safe) {}

    String phone() {
        return phone;
    }

    /** WhatsApp delivers the choice of a time. */
    Delivery choose() {
        return deliver(slotTap(), "wamid.choose." + salon.code());
    }

    /** WhatsApp delivers the confirmation, the first time or again. */
    Delivery confirm() {
        return deliver("confirm_booking_temp", confirmation);
    }

    private String slotTap() {
        return "slot_%s_15:00_m123"
                .formatted(LocalDate.now(ZoneId.of("America/New_York")).plusDays(2));
    }

    private Delivery deliver(String button, String wamid) {
        byte[] body =
                tap(button).from(phone).to(salon.phoneNumberId()).wamid(wamid).bytes();
        int status = console.deliver(body).status();
        return new Delivery(status, database.count("inbound_messages WHERE message_id = '" + wamid + "'") == 1);
    }

    /** One booking, counted once, told at least once. */
    void hasWhatTheyWereTold(GraphApiStandIn graph) {
        List<String> codes = database.jdbc()
                .sql("SELECT booking_code FROM bookings WHERE salon_id = ? AND status = 'CONFIRMED'")
                .param(salon.id())
                .query(String.class)
                .list();
        assertThat(codes).as("bookings of %s", phone).hasSize(1);
        assertThat(salon.counter()).as("counter of %s", salon.code()).isOne();
        assertThat(database.count("outbound_messages WHERE kind = 'booked' AND salon_id = '" + salon.id() + "'"))
                .as("confirmations of %s", phone)
                .isOne();
        assertThat(graph.requestsTo("+" + phone))
                .extracting(Request::text)
                .as("told to %s", phone)
                .anyMatch(text -> text.contains(codes.get(0)));
    }
}
