package io.quickbooking.core.history;

import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.bookings.ActOutcome;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.ActOutcome.Stale;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.MoveOutcome;
import io.quickbooking.core.admin.bookings.MoveRequest;
import io.quickbooking.core.admin.bookings.StaffBooking;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffOutcome.Made;
import io.quickbooking.core.admin.messages.SentMessage;
import io.quickbooking.core.admin.settings.CatalogDesk.ImportPlan;
import io.quickbooking.core.admin.settings.EditOutcome.ChangedMeanwhile;
import io.quickbooking.core.admin.settings.EditOutcome.Saved;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.SalonDraft.ServiceDraft;
import io.quickbooking.core.catalog.SalonEdit;
import io.quickbooking.core.catalog.SalonName;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.UnsteadyDataSource.Fate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Staff does something, it is committed, and the connection breaks before anybody hears of it. Seen to fail when an act does
 * not look for the line that its own earlier attempt has left in the audit log: it is told to have come too late.
 */
class UnheardCommitTest {
    private static final String ANA = "15550100001";

    private final TestDatabase database = TestDatabase.create(5);
    private final Nodes nodes = new Nodes(database);
    private final Nodes.Node node = nodes.node(0);
    private TestSalon.Written salon;
    private UUID booking;

    @BeforeEach
    void book() {
        salon = aSalon().in(database);
        TestCore core = node.core;
        assertThat(core.tap(ANA, TestCore.firstButton(core.tap(ANA, "slot_2026-06-03_15:00_m123")))
                        .outcome())
                .isEqualTo(TapOutcome.BOOKED);
        booking =
                database.jdbc().sql("SELECT id FROM bookings").query(UUID.class).single();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ActOutcome cancel() {
        return node.acts.perform(new ActRequest(BookingAct.CANCEL, salon.id(), booking, 0, true, null, "rosa"));
    }

    private MoveOutcome move() {
        return node.acts.move(new MoveRequest(
                salon.id(),
                booking,
                0,
                salon.master("m123"),
                LocalDateTime.parse("2026-06-03T17:00"),
                false,
                false,
                null,
                "rosa"));
    }

    @Test
    void a_cancellation_that_took_effect_is_told_as_done_and_happens_once() {
        nodes.connections.next(Fate.LOST_AFTER);
        assertThat(cancel()).extracting("customer").isEqualTo(Informed.MESSAGED);
        assertThat(database.count("bookings WHERE status = 'CANCELLED' AND version = 1"))
                .isOne();
        assertThat(database.count("audit_log")).isOne();
        assertThat(database.count("outbound_messages WHERE inbound_id IS NULL")).isOne();
    }

    @Test
    void a_cancellation_that_did_not_is_done_at_the_next_attempt() {
        nodes.connections.next(Fate.LOST_BEFORE);
        assertThat(cancel()).extracting("customer").isEqualTo(Informed.MESSAGED);
        assertThat(database.count("bookings WHERE status = 'CANCELLED' AND version = 1"))
                .isOne();
        assertThat(database.count("audit_log")).isOne();
    }

    @Test
    void a_move_that_took_effect_is_told_as_done() {
        nodes.connections.next(Fate.LOST_AFTER);
        assertThat(move()).extracting("customer").isEqualTo(Informed.NOT_ASKED);
        assertThat(database.count("bookings WHERE version = 1")).isOne();
        assertThat(database.count("audit_log")).isOne();
    }

    @Test
    void an_edit_of_the_catalogue_that_took_effect_is_told_as_saved() {
        SalonName name = node.core.catalog.names().get(0);
        SalonEdit edit =
                new SalonEdit.OfService(new ServiceDraft("s456", "Women's Haircut", "60", "6500", true), false);
        String seen = edit.fingerprint(node.catalog.draft(name).orElseThrow());
        nodes.connections.next(Fate.LOST_AFTER);
        assertThat(node.catalog.save("rosa", name, edit, seen, ""))
                .isEqualTo(new Saved(Map.of("price", "5000 → 6500")));
        assertThat(database.count("audit_log")).isOne();
        assertThat(node.catalog.save("rosa", name, edit, seen, "")).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void an_import_that_took_effect_is_told_as_done_and_once() {
        CatalogFile file = CatalogFile.parse(
                "prices.yaml",
                node.catalog.export("rosa", Optional.empty()).orElseThrow().replace("5000", "6500"));
        nodes.connections.next(Fate.LOST_AFTER);
        ImportPlan plan = node.catalog.apply("rosa", file, "");
        assertThat(plan.done()).isTrue();
        assertThat(plan.summary().services().changed()).isOne();
        assertThat(database.count("audit_log WHERE act = 'catalog_imported'")).isOne();
    }

    @Test
    void a_booking_by_staff_that_took_effect_is_told_as_made_to_them_and_the_customer() {
        StaffBooking wanted = new StaffBooking(
                UUID.randomUUID().toString(),
                salon.id(),
                salon.service("s456"),
                salon.master("m123"),
                LocalDateTime.parse("2026-06-03T17:00"),
                new Guest(null, "+" + ANA, null, null),
                false,
                true,
                "rosa");
        nodes.connections.next(Fate.LOST_AFTER);
        assertThat(node.staff.book(wanted))
                .isInstanceOfSatisfying(
                        Made.class,
                        made -> assertThat(made).isEqualTo(new Made(made.bookingCode(), false, Informed.MESSAGED)));
        assertThat(database.count("bookings")).isEqualTo(2);
        assertThat(database.count("audit_log")).isOne();
    }

    @Test
    void a_message_that_was_given_up_is_told_as_given_up() {
        SentMessage message = node.messages
                .sent(database.jdbc()
                        .sql("SELECT max(id) FROM outbound_messages")
                        .query(Long.class)
                        .single())
                .orElseThrow();
        nodes.connections.next(Fate.LOST_AFTER);
        assertThat(node.messages.giveUp("rosa", message)).isTrue();
        assertThat(node.messages.giveUp("rosa", message)).isFalse();
        assertThat(database.count("audit_log")).isOne();
    }

    @Test
    void whoever_looked_at_the_booking_before_is_still_told_that_it_has_changed() {
        nodes.connections.next(Fate.LOST_AFTER);
        cancel();
        assertThat(cancel()).isInstanceOf(Stale.class);
    }
}
