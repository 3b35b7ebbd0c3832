package io.quickbooking.core.admin.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.lookup.HistoryEntry.Kind;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BookingReaderTest {
    private final AdminFixture desk = new AdminFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_list_has_what_was_asked_for_page_by_page() {
        List<String> codes = new ArrayList<>();
        for (int day = 2; day <= 8; day++) {
            codes.add(desk.booked("slot_2026-06-%02d_15:00_m123".formatted(day)).bookingCode());
        }
        desk.booked("15550100002", "slot_2026-06-03_15:00_m2");
        BookingFilter sarahs = filter("2026-06-03T00:00:00Z", Status.CONFIRMED);

        List<String> read = new ArrayList<>();
        BookingCursor after = null;
        do {
            BookingPage page = desk.bookings.page(sarahs, after, 2);
            assertThat(page.rows()).hasSizeBetween(1, 2);
            page.rows().forEach(row -> read.add(row.bookingCode()));
            after = page.next();
        } while (after != null);
        assertThat(read).isEqualTo(codes.subList(1, 7));
        assertThat(desk.bookings.count(sarahs)).isEqualTo(new CappedCount(6, false));
        assertThat(desk.bookings
                        .count(filter("2026-06-03T00:00:00Z", Status.CANCELLED))
                        .count())
                .isZero();

        List<String> newest = new ArrayList<>();
        BookingFilter anas = BookingFilter.ofCustomer(
                desk.salon.id(), desk.booking(codes.get(0)).customerId());
        boolean more = desk.bookings.forEach(anas, 3, row -> newest.add(row.bookingCode()));
        assertThat(newest).containsExactly(codes.get(6), codes.get(5), codes.get(4));
        assertThat(more).isTrue();
        assertThat(desk.bookings.forEach(anas, 7, row -> {})).isFalse();
    }

    private BookingFilter filter(String from, @Nullable Status status) {
        return new BookingFilter(
                desk.salon.id(), Instant.parse(from), null, desk.salon.master("m123"), status, null, false);
    }

    @Test
    void a_cursor_survives_an_address_and_nonsense_is_none() {
        BookingCursor cursor = new BookingCursor(Instant.parse("2026-06-02T19:00:00Z"), "BK847392");
        assertThat(BookingCursor.parse(cursor.toString())).contains(cursor);
        for (String nonsense : List.of("", "x", "2026-06-02T19:00:00Z", "2026-99-02T19:00:00Z.BK847392", "'; --")) {
            assertThat(BookingCursor.parse(nonsense)).as(nonsense).isEmpty();
        }
    }

    @Test
    void history_tells_taps_messages_and_acts_in_order() {
        BookingDetails booking = desk.booked("slot_2026-06-02_15:00_m123");
        desk.clock.advance(Duration.ofMinutes(5));
        desk.acts.perform(new ActRequest(
                BookingAct.CANCEL, booking.salonId(), booking.id(), booking.version(), true, "ill", "rosa"));
        assertThat(desk.bookings.history(booking))
                .extracting(HistoryEntry::kind)
                .containsExactly(Kind.BOOKED, Kind.MESSAGE, Kind.ACT, Kind.MESSAGE);
        assertThat(desk.bookings.history(booking).get(2))
                .isEqualTo(new HistoryEntry(
                        desk.clock.instant(), Kind.ACT, "booking_cancelled", "rosa", "MESSAGED", "ill"));
        assertThat(booking.sessionId())
                .contains(desk.database
                        .jdbc()
                        .sql("SELECT id FROM sessions")
                        .query(UUID.class)
                        .single());
    }

    @Test
    void a_customer_comes_with_how_their_visits_went() {
        BookingDetails first = desk.booked("slot_2026-06-02_15:00_m123");
        desk.booked("slot_2026-06-03_15:00_m123");
        desk.act(BookingAct.CANCEL, first);
        CustomerProfile ana = desk.customers.byId(first.customerId()).orElseThrow();
        assertThat(ana.confirmed()).isOne();
        assertThat(ana.cancelled()).isOne();
        assertThat(ana.completed() + ana.noShows()).isZero();
        assertThat(desk.customers.sessions(ana))
                .hasSize(2)
                .allSatisfy(session -> assertThat(session.state()).isEqualTo("BOOKED"));

        desk.customers.reveal(ana, "rosa");
        assertThat(desk.audit.of(ana.salonId(), ana.id().toString()))
                .singleElement()
                .satisfies(line -> assertThat(line.act()).isEqualTo(AuditedAct.PHONE_REVEALED));
    }
}
