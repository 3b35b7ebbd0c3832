package io.quickbooking.core.admin;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;

import io.quickbooking.core.admin.bookings.ActOutcome;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.BookingActs;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.admin.lookup.BookingSearch;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ibatis.plugin.Interceptor;

/** Salon Aurora on Monday, 1 June 2026, 8:00 in New York, and what staff has at hand there. */
public final class AdminFixture implements AutoCloseable {
    public final TestDatabase database = TestDatabase.create(20);
    public final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    public final TestSalon.Written salon = aSalon().withMaster("m123", "Sarah Johnson")
            .withMaster("m2", "Bo Chen")
            .in(database);
    public final TestCore core = new TestCore(database.dataSource(), clock);
    public final List<Topic> signalled = new CopyOnWriteArrayList<>();
    public final AuditLog audit;
    public final BookingReader bookings;
    public final BookingSearch search;
    public final CustomerReader customers;
    public final BookingActs acts;
    public final StaffBookings staff;

    public AdminFixture(Interceptor... interceptors) {
        Mappers mappers = new Mappers(database.dataSource(), interceptors);
        Signals signals = new Signals();
        signals.addListener((salonId, topics) -> signalled.addAll(topics));
        audit = new AuditLog(mappers, core.transactions, clock);
        bookings = new BookingReader(mappers, core.transactions);
        search = new BookingSearch(mappers, core.transactions, clock);
        customers = new CustomerReader(mappers, core.transactions, audit, clock);
        acts = new BookingActs(
                mappers,
                core.transactions,
                core.bookings,
                core.catalog,
                core.availability,
                audit,
                new InteractiveMessageBuilder(clock),
                core.outbox,
                signals,
                clock);
        staff = new StaffBookings(
                mappers,
                core.transactions,
                core.bookings,
                core.catalog,
                core.availability,
                audit,
                new InteractiveMessageBuilder(clock),
                core.outbox,
                signals,
                clock);
    }

    /** Ana Test books this slot by two taps. */
    public BookingDetails booked(String slot) {
        return booked("15550100001", slot);
    }

    public BookingDetails booked(String phone, String slot) {
        return booking(core.tap(phone, firstButton(core.tap(phone, slot))).bookingCode());
    }

    public BookingDetails booking(String code) {
        return bookings.byCode(code).orElseThrow();
    }

    public ActOutcome act(BookingAct act, BookingDetails seen) {
        return acts.perform(request(act, seen, false));
    }

    public ActRequest request(BookingAct act, BookingDetails seen, boolean inform) {
        return new ActRequest(act, seen.salonId(), seen.id(), seen.version(), inform, null, "rosa");
    }

    /** A customer who has never booked. */
    public UUID customer(String phone, String name) {
        return database.jdbc()
                .sql("INSERT INTO customers (salon_id, phone, name) VALUES (?, ?, ?) RETURNING id")
                .params(salon.id(), phone, name)
                .query(UUID.class)
                .single();
    }

    @Override
    public void close() {
        database.close();
    }
}
