package io.quickbooking.core;

import io.quickbooking.core.admin.bookings.BookingActs;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.calendar.Calendars;
import io.quickbooking.core.admin.calendar.SalonDays;
import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.admin.health.SystemHealth;
import io.quickbooking.core.admin.health.WallTimes;
import io.quickbooking.core.admin.lookup.BookingLookup;
import io.quickbooking.core.admin.lookup.BookingReader;
import io.quickbooking.core.admin.lookup.BookingSearch;
import io.quickbooking.core.admin.lookup.CustomerReader;
import io.quickbooking.core.admin.messages.MessageDesk;
import io.quickbooking.core.admin.messages.Sending;
import io.quickbooking.core.admin.sessions.SessionList;
import io.quickbooking.core.admin.sessions.Timelines;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.audit.AuditLog;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.MessageSender;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.privacy.PersonalData;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.simulation.Races;
import io.quickbooking.core.simulation.SimulationParts;
import io.quickbooking.core.simulation.SimulationSweep;
import io.quickbooking.core.simulation.Simulations;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What consoles and other host programs look up and do, and the simulation; the flow needs none of it. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {
    @Bean
    BookingLookup quickBookingBookingLookup(Mappers mappers, Transactions transactions) {
        return new BookingLookup(mappers, transactions);
    }

    @Bean
    SessionList quickBookingSessionList(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new SessionList(mappers, transactions, clock);
    }

    @Bean
    Timelines quickBookingTimelines(
            Mappers mappers, Transactions transactions, InstantSource clock, Sessions sessions) {
        return new Timelines(mappers, transactions, clock, sessions.lifetime());
    }

    @Bean
    SalonDays quickBookingSalonDays(
            Mappers mappers, Transactions transactions, AvailabilityService availability, InstantSource clock) {
        return new SalonDays(mappers, transactions, availability, clock);
    }

    @Bean
    Calendars quickBookingCalendars(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            AvailabilityService availability,
            InstantSource clock) {
        return new Calendars(mappers, transactions, catalog, availability, clock);
    }

    @Bean
    AuditLog quickBookingAuditLog(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new AuditLog(mappers, transactions, clock);
    }

    @Bean
    CatalogDesk quickBookingCatalogDesk(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            CatalogImport imports,
            CatalogExport exports,
            AvailabilityService availability,
            BookingWriter bookings,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        return new CatalogDesk(
                mappers,
                transactions,
                catalog,
                imports,
                exports,
                availability,
                bookings,
                messages,
                outbox,
                audit,
                signals,
                clock);
    }

    @Bean
    MessageDesk quickBookingMessageDesk(
            Mappers mappers,
            Transactions transactions,
            Outbox outbox,
            Inbox inbox,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        return new MessageDesk(mappers, transactions, outbox, inbox, audit, signals, clock);
    }

    @Bean
    Sending quickBookingSending(
            Mappers mappers,
            Transactions transactions,
            ObjectProvider<MessageSender> hostsSender,
            QuickBookingProperties properties,
            InstantSource clock) {
        boolean connected = hostsSender.getIfAvailable() != null
                || properties.whatsapp().token().isPresent();
        return new Sending(mappers, transactions, clock, connected);
    }

    /** With transactions of its own: an answer that comes after retries comes too late. */
    @Bean
    SystemHealth quickBookingSystemHealth(Mappers mappers, PlatformTransactionManager manager, InstantSource clock) {
        return new SystemHealth(mappers, new Transactions(manager, 1, Duration.ofMillis(1)), clock);
    }

    @Bean
    IntegrityCheck quickBookingNightlyAudit(
            Mappers mappers,
            PlatformTransactionManager manager,
            DataSource dataSource,
            AuditLog acts,
            ObjectProvider<MessageSender> hostsSender,
            QuickBookingProperties properties,
            InstantSource clock) {
        boolean sends = hostsSender.getIfAvailable() != null
                || properties.whatsapp().token().isPresent();
        Transactions transactions = new Transactions(manager, 1, Duration.ofMillis(1), Measures.NONE, dataSource);
        return new IntegrityCheck(mappers, transactions, acts, sends, clock);
    }

    @Bean
    BookingReader quickBookingBookingReader(Mappers mappers, Transactions transactions) {
        return new BookingReader(mappers, transactions);
    }

    @Bean
    BookingSearch quickBookingBookingSearch(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new BookingSearch(mappers, transactions, clock);
    }

    @Bean
    CustomerReader quickBookingCustomerReader(
            Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new CustomerReader(mappers, transactions, audit, clock);
    }

    @Bean
    PersonalData quickBookingPersonalData(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Sessions sessions,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        return new PersonalData(mappers, transactions, bookings, sessions, audit, signals, clock);
    }

    @Bean
    BookingActs quickBookingBookingActs(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Catalog catalog,
            AvailabilityService availability,
            AuditLog audit,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            Signals signals,
            InstantSource clock) {
        return new BookingActs(
                mappers, transactions, bookings, catalog, availability, audit, messages, outbox, signals, clock);
    }

    @Bean
    WallTimes quickBookingWallTimes(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Sessions sessions,
            Catalog catalog,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        return new WallTimes(mappers, transactions, bookings, sessions, catalog, audit, signals, clock);
    }

    @Bean
    StaffBookings quickBookingStaffBookings(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Catalog catalog,
            AvailabilityService availability,
            AuditLog audit,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            Signals signals,
            InstantSource clock) {
        return new StaffBookings(
                mappers, transactions, bookings, catalog, availability, audit, messages, outbox, signals, clock);
    }

    @Bean
    SimulationParts quickBookingSimulationParts(
            ButtonHandlerService handler,
            Inbox inbox,
            Customers customers,
            SlotOffers offers,
            InteractiveMessageBuilder messages,
            BookingWriter bookings) {
        return new SimulationParts(handler, inbox, customers, offers, messages, bookings);
    }

    @Bean
    Simulations quickBookingSimulations(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            Sessions sessions,
            Outbox outbox,
            SimulationParts parts,
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        return new Simulations(mappers, transactions, catalog, sessions, outbox, parts, audit, signals, clock);
    }

    @Bean
    Races quickBookingRaces(
            Mappers mappers,
            Transactions transactions,
            Catalog catalog,
            AvailabilityService availability,
            ButtonParserService buttons,
            SimulationParts parts,
            AuditLog audit,
            Signals signals,
            DataSource dataSource,
            InstantSource clock) {
        return new Races(
                mappers,
                transactions,
                catalog,
                availability,
                buttons,
                parts,
                audit,
                signals,
                halfOf(dataSource),
                clock);
    }

    /** Half the pool, so that real customers always find a connection; fewer than two would be no race. */
    private static int halfOf(DataSource dataSource) {
        return Math.max(2, PoolSize.of(dataSource).orElse(0) / 2);
    }

    @Bean(initMethod = "start")
    SimulationSweep quickBookingSimulationSweep(Simulations simulations, Races races) {
        return new SimulationSweep(simulations, races);
    }
}
