package io.quickbooking.core;

import io.quickbooking.core.admin.AuditLog;
import io.quickbooking.core.admin.BookingActs;
import io.quickbooking.core.admin.BookingLookup;
import io.quickbooking.core.admin.BookingReader;
import io.quickbooking.core.admin.BookingSearch;
import io.quickbooking.core.admin.CatalogDesk;
import io.quickbooking.core.admin.ConsoleUsers;
import io.quickbooking.core.admin.CustomerReader;
import io.quickbooking.core.admin.MessageDesk;
import io.quickbooking.core.admin.SalonDays;
import io.quickbooking.core.admin.SessionList;
import io.quickbooking.core.admin.SignIns;
import io.quickbooking.core.admin.SystemHealth;
import io.quickbooking.core.admin.Timelines;
import io.quickbooking.core.admin.UserAccounts;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.TapEvents;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.InboxWorker;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.CloudApiClient;
import io.quickbooking.core.outbound.CloudApiSettings;
import io.quickbooking.core.outbound.MessageSender;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.outbound.OutboxRelay;
import io.quickbooking.core.session.CaffeineSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.simulation.Races;
import io.quickbooking.core.simulation.SimulationParts;
import io.quickbooking.core.simulation.SimulationSweep;
import io.quickbooking.core.simulation.Simulations;
import io.quickbooking.core.webhook.WebhookReceiver;
import io.quickbooking.core.webhook.WebhookSignature;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The library in a Spring Boot application that has a {@link DataSource}. A host's own {@link InstantSource},
 * {@link SessionStore} or {@link MessageSender} is used in place of the library's.
 *
 * <p>All beans are named with {@code quickBooking} in front, so that a host may have a {@code customers} of its own.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(QuickBookingProperties.class)
public class QuickBookingAutoConfiguration {
    private static final String POOL_SIZE = "maximumPoolSize";

    @Bean
    @ConditionalOnMissingBean
    InstantSource quickBookingClock() {
        return Clock.systemUTC();
    }

    /**
     * Migrates before it hands out mappers, so that nothing reads tables that are not there yet, and after the host's own
     * migrations, which would not start on a schema that has tables already.
     */
    @Bean
    @DependsOnDatabaseInitialization
    Mappers quickBookingMappers(DataSource dataSource) {
        Migrations.apply(dataSource);
        return new Mappers(dataSource);
    }

    @Bean
    Transactions quickBookingTransactions(PlatformTransactionManager manager, QuickBookingProperties properties) {
        return new Transactions(
                manager, properties.retry().maxAttempts(), properties.retry().baseDelay());
    }

    @Bean
    Catalog quickBookingCatalog(Mappers mappers, Transactions transactions) {
        return new Catalog(mappers, transactions);
    }

    @Bean
    CatalogImport quickBookingCatalogImport(
            Transactions transactions, Mappers mappers, Signals signals, InstantSource clock) {
        return new CatalogImport(transactions, mappers, signals, clock);
    }

    @Bean
    CatalogExport quickBookingCatalogExport(Transactions transactions, Mappers mappers) {
        return new CatalogExport(transactions, mappers);
    }

    @Bean
    ButtonParserService quickBookingButtonParserService() {
        return new ButtonParserService();
    }

    @Bean
    AvailabilityService quickBookingAvailabilityService(Mappers mappers) {
        return new AvailabilityService(mappers);
    }

    @Bean
    BookingWriter quickBookingBookingWriter(Mappers mappers) {
        return new BookingWriter(mappers);
    }

    @Bean
    InteractiveMessageBuilder quickBookingInteractiveMessageBuilder(InstantSource clock) {
        return new InteractiveMessageBuilder(clock);
    }

    @Bean
    @ConditionalOnMissingBean
    SessionStore quickBookingSessionStore(InstantSource clock) {
        return new CaffeineSessionStore(clock);
    }

    @Bean
    Sessions quickBookingSessions(
            Mappers mappers,
            SessionStore store,
            Transactions transactions,
            Signals signals,
            QuickBookingProperties properties) {
        return new Sessions(mappers, store, transactions, signals, properties.sessionExpiration());
    }

    @Bean
    Customers quickBookingCustomers(Mappers mappers) {
        return new Customers(mappers);
    }

    @Bean
    Inbox quickBookingInbox(Mappers mappers) {
        return new Inbox(mappers);
    }

    @Bean
    Outbox quickBookingOutbox(Mappers mappers, InstantSource clock) {
        return new Outbox(mappers, clock);
    }

    @Bean
    TapEvents quickBookingTapEvents(Mappers mappers) {
        return new TapEvents(mappers);
    }

    @Bean
    BookingMetrics quickBookingBookingMetrics(
            Mappers mappers, Transactions transactions, QuickBookingProperties properties, InstantSource clock) {
        return new BookingMetrics(mappers, transactions, properties.sessionExpiration(), clock);
    }

    @Bean
    ButtonHandlerService quickBookingButtonHandlerService(
            Transactions transactions,
            Customers customers,
            Catalog catalog,
            AvailabilityService availability,
            ButtonParserService buttons,
            BookingWriter bookings,
            InteractiveMessageBuilder messages,
            Sessions sessions,
            Inbox inbox,
            Outbox outbox,
            TapEvents events,
            Signals signals,
            InstantSource clock) {
        return new ButtonHandlerService(
                transactions,
                catalog,
                customers,
                inbox,
                availability,
                buttons,
                bookings,
                messages,
                sessions,
                outbox,
                events,
                signals,
                clock);
    }

    @Bean
    SlotOffers quickBookingSlotOffers(
            AvailabilityService availability,
            ButtonParserService buttons,
            InteractiveMessageBuilder messages,
            Transactions transactions,
            InstantSource clock) {
        return new SlotOffers(availability, buttons, messages, transactions, clock);
    }

    @Bean(destroyMethod = "")
    InboxWorker quickBookingInboxWorker(
            ButtonHandlerService handler, Inbox inbox, Transactions transactions, InstantSource clock) {
        return new InboxWorker(handler, inbox, transactions, clock);
    }

    @Bean
    WebhookSignature quickBookingWebhookSignature(QuickBookingProperties properties) {
        return new WebhookSignature(
                properties.whatsapp().appSecret(), properties.whatsapp().allowUnsigned());
    }

    @Bean
    WebhookReceiver quickBookingWebhookReceiver(
            Mappers mappers,
            Catalog catalog,
            Transactions transactions,
            Customers customers,
            Inbox inbox,
            ButtonHandlerService handler,
            InboxWorker worker,
            Outbox outbox,
            Signals signals,
            InstantSource clock) {
        return new WebhookReceiver(
                mappers, catalog, transactions, customers, inbox, handler, worker, outbox, signals, clock);
    }

    @Bean
    BackgroundWork quickBookingBackgroundWork(
            Sessions sessions,
            InboxWorker worker,
            Mappers mappers,
            Outbox outbox,
            ObjectProvider<MessageSender> hostsSender,
            Signals signals,
            QuickBookingProperties properties,
            InstantSource clock) {
        Optional<MessageSender> sender =
                Optional.ofNullable(hostsSender.getIfAvailable()).or(() -> cloudApi(properties.whatsapp()));
        return new BackgroundWork(
                sessions, worker, sender.map(found -> new OutboxRelay(mappers, outbox, found, signals, clock)), clock);
    }

    /** Without an access token there is no sender: messages stay in the outbox. */
    private static Optional<MessageSender> cloudApi(QuickBookingProperties.WhatsApp whatsapp) {
        return whatsapp.token()
                .map(token ->
                        new CloudApiClient(new CloudApiSettings(whatsapp.graphUrl(), whatsapp.graphVersion(), token)));
    }

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
    ConsoleUsers quickBookingConsoleUsers(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new ConsoleUsers(mappers, transactions, clock);
    }

    @Bean
    UserAccounts quickBookingUserAccounts(
            Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new UserAccounts(mappers, transactions, audit, clock);
    }

    @Bean
    SignIns quickBookingSignIns(Mappers mappers, Transactions transactions, AuditLog audit, InstantSource clock) {
        return new SignIns(mappers, transactions, audit, clock);
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
            AuditLog audit,
            Signals signals,
            InstantSource clock) {
        return new CatalogDesk(mappers, transactions, catalog, imports, exports, availability, audit, signals, clock);
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

    /** With transactions of its own: an answer that comes after retries comes too late. */
    @Bean
    SystemHealth quickBookingSystemHealth(Mappers mappers, PlatformTransactionManager manager, InstantSource clock) {
        return new SystemHealth(mappers, new Transactions(manager, 1, Duration.ofMillis(1)), clock);
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
    CustomerReader quickBookingCustomerReader(Mappers mappers, Transactions transactions, AuditLog audit) {
        return new CustomerReader(mappers, transactions, audit);
    }

    @Bean
    BookingActs quickBookingBookingActs(
            Mappers mappers,
            Transactions transactions,
            BookingWriter bookings,
            Catalog catalog,
            AuditLog audit,
            InteractiveMessageBuilder messages,
            Outbox outbox,
            Signals signals,
            InstantSource clock) {
        return new BookingActs(mappers, transactions, bookings, catalog, audit, messages, outbox, signals, clock);
    }

    @Bean
    Signals quickBookingSignals() {
        return new Signals();
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
        // By its property: a host need not have HikariCP.
        Object size = PropertyAccessorFactory.forBeanPropertyAccess(dataSource).isReadableProperty(POOL_SIZE)
                ? PropertyAccessorFactory.forBeanPropertyAccess(dataSource).getPropertyValue(POOL_SIZE)
                : null;
        return size instanceof Integer connections ? Math.max(2, connections / 2) : 2;
    }

    @Bean(initMethod = "start")
    SimulationSweep quickBookingSimulationSweep(Simulations simulations, Races races) {
        return new SimulationSweep(simulations, races);
    }
}
