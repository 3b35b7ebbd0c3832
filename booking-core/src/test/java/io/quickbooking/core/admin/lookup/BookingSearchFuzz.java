package io.quickbooking.core.admin.lookup;

import static io.quickbooking.testing.FuzzInput.holds;
import static io.quickbooking.testing.TestSalon.aSalon;

import io.quickbooking.core.admin.AdminFixture;
import io.quickbooking.core.admin.sessions.SessionFilter;
import io.quickbooking.core.admin.sessions.SessionList;
import io.quickbooking.core.booking.TypedCode;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.FuzzInput;
import io.quickbooking.testing.TestSalon;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Whatever staff types, there is an answer, in which there is nothing of another salon's or of the simulator's; and a booking
 * of theirs is found by its code, however that is written.
 */
public final class BookingSearchFuzz {
    private static final BookingSearchFuzz DESK = new BookingSearchFuzz();

    private final AdminFixture own = new AdminFixture();
    private final List<UUID> salons = List.of(own.salon.id());
    private final SessionList sessions =
            new SessionList(new Mappers(own.database.dataSource()), own.core.transactions, own.clock);
    private final List<String> ours = new ArrayList<>();
    private final List<String> notOurs = new ArrayList<>();
    private final Set<UUID> ourCustomers;

    private BookingSearchFuzz() {
        TestSalon.Written other = aSalon().called("other", "106540352242999").in(own.database);
        for (int day = 2; day <= 5; day++) {
            ours.add(own.booked("1555010010" + day, "slot_2026-06-0" + day + "_15:00_m123")
                    .bookingCode());
            String foreign = own.booked("1555010020" + day, "slot_2026-06-0" + day + "_10:00_m123")
                    .bookingCode();
            String simulated = own.booked("1555010030" + day, "slot_2026-06-0" + day + "_12:00_m123")
                    .bookingCode();
            move(foreign, "salon_id = '" + other.id() + "'");
            move(simulated, "realm = 'SIMULATED'");
            notOurs.addAll(List.of(foreign, simulated));
        }
        own.customer("15550100901", "Élodie Müller-Weiß");
        own.customer("15550100902", "يعل 123456");
        ourCustomers = new HashSet<>(own.database
                .jdbc()
                .sql("SELECT id FROM customers WHERE realm = 'LIVE' AND salon_id = ?")
                .param(own.salon.id())
                .query(UUID.class)
                .list());
    }

    private void move(String code, String where) {
        own.database.jdbc().sql("SET session_replication_role = replica").update();
        own.database
                .jdbc()
                .sql("UPDATE bookings SET " + where + " WHERE booking_code = '" + code + "'")
                .update();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        switch (input.below(4)) {
            case 0 -> {
                String code = DESK.ours.get(input.below(DESK.ours.size()));
                String typed = TypedCode.of(code, input);
                SearchResult found = DESK.typed(typed);
                holds(
                        typed + " finds " + code + ", not " + found,
                        found.booking()
                                .filter(booking -> booking.bookingCode().equals(code))
                                .isPresent());
                holds(
                        typed + " opens " + code,
                        DESK.own
                                .bookings
                                .byCode(typed)
                                .filter(booking -> booking.bookingCode().equals(code))
                                .isPresent());
            }
            case 1 -> DESK.typed(TypedCode.of(DESK.notOurs.get(input.below(DESK.notOurs.size())), input));
            default -> DESK.typed(input.text());
        }
    }

    private SearchResult typed(String typed) {
        SearchResult found = own.search.search(typed, salons);
        found.booking().ifPresent(booking -> holds("ours: " + booking, ours.contains(booking.bookingCode())));
        found.similar().forEach(booking -> holds("ours: " + booking, ours.contains(booking.bookingCode())));
        found.customers().forEach(customer -> {
            holds("our customer: " + customer, ourCustomers.contains(customer.customerId()));
            holds(
                    "our customer's booking: " + customer,
                    customer.bookingCode() == null || ours.contains(customer.bookingCode()));
        });
        own.search
                .customers(typed, own.salon.id(), 5)
                .forEach(id -> holds("our customer: " + id, ourCustomers.contains(id)));
        own.bookings
                .byCode(typed)
                .ifPresent(booking -> holds(
                        "a real one: " + booking.bookingCode(),
                        booking.salonId().equals(own.salon.id())
                                ? ours.contains(booking.bookingCode())
                                : notOurs.contains(booking.bookingCode())));
        sessions.find(new SessionFilter(own.salon.id(), SessionFilter.Shown.ALL, null, typed), null)
                .rows();
        return found;
    }
}
