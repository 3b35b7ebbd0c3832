package io.quickbooking.core;

import io.quickbooking.core.admin.health.IntegrityCheck;
import io.quickbooking.core.admin.health.WallTimes;
import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.TapEvents;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.CatalogExport;
import io.quickbooking.core.catalog.CatalogImport;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.HoldSweep;
import io.quickbooking.core.conversation.InboxWorker;
import io.quickbooking.core.conversation.RateLimit;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Identities;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Migrations;
import io.quickbooking.core.database.TransactionProbe;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.CloudApiClient;
import io.quickbooking.core.outbound.CloudApiSettings;
import io.quickbooking.core.outbound.MessageSender;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.outbound.OutboxRelay;
import io.quickbooking.core.outbound.RelaySettings;
import io.quickbooking.core.privacy.Retention;
import io.quickbooking.core.privacy.RetentionPeriods;
import io.quickbooking.core.session.CaffeineSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.webhook.WebhookReceiver;
import io.quickbooking.core.webhook.WebhookSignature;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.retry.RetryTemplate;
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
@Import({AdminConfiguration.class, MeasuresConfiguration.class, RedisConfiguration.class})
public class QuickBookingAutoConfiguration {
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
        OldestSpring.require(RetryTemplate.class);
        PoolSize.require(dataSource);
        Migrations.apply(dataSource);
        new Identities(dataSource).catchUp();
        return new Mappers(dataSource);
    }

    @Bean
    Transactions quickBookingTransactions(
            PlatformTransactionManager manager,
            DataSource dataSource,
            Mappers mappers,
            QuickBookingProperties properties,
            Measures measures) {
        TransactionProbe.require(manager, mappers);
        return new Transactions(
                manager, properties.retry().maxAttempts(), properties.retry().baseDelay(), measures, dataSource);
    }

    @Bean
    Catalog quickBookingCatalog(Mappers mappers, Transactions transactions, InstantSource clock) {
        return new Catalog(mappers, transactions, clock);
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
            QuickBookingProperties properties,
            Measures measures) {
        return new Sessions(mappers, store, transactions, signals, properties.sessionExpiration(), measures);
    }

    @Bean
    Customers quickBookingCustomers(Mappers mappers) {
        return new Customers(mappers);
    }

    @Bean
    Inbox quickBookingInbox(Mappers mappers, Traces traces) {
        return new Inbox(mappers, traces);
    }

    @Bean
    Outbox quickBookingOutbox(Mappers mappers, InstantSource clock, Traces traces) {
        return new Outbox(mappers, clock, traces);
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
            Mappers mappers,
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
            QuickBookingProperties properties,
            Measures measures,
            Traces traces,
            InstantSource clock) {
        return new ButtonHandlerService(
                mappers,
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
                RateLimit.perMinute(properties.tapsPerMinute()),
                measures,
                traces,
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
            Traces traces,
            InstantSource clock) {
        return new WebhookReceiver(
                mappers, catalog, transactions, customers, inbox, handler, worker, outbox, signals, traces, clock);
    }

    @Bean
    BackgroundWork quickBookingBackgroundWork(
            Catalog catalog,
            Sessions sessions,
            HoldSweep holds,
            InboxWorker worker,
            Retention retention,
            Mappers mappers,
            Outbox outbox,
            ObjectProvider<MessageSender> hostsSender,
            Signals signals,
            IntegrityCheck audit,
            WallTimes wallTimes,
            QuickBookingProperties properties,
            Measures measures,
            Traces traces,
            InstantSource clock) {
        Optional<MessageSender> sender =
                Optional.ofNullable(hostsSender.getIfAvailable()).or(() -> cloudApi(properties.whatsapp(), traces));
        return new BackgroundWork(
                catalog,
                sessions,
                holds,
                worker,
                retention,
                sender.map(found -> new OutboxRelay(
                        mappers, outbox, found, signals, clock, RelaySettings.DEFAULT, measures, traces)),
                audit,
                wallTimes,
                properties.audit(),
                clock);
    }

    @Bean
    Retention quickBookingRetention(
            Mappers mappers, Transactions transactions, QuickBookingProperties properties, InstantSource clock) {
        QuickBookingProperties.Retention kept = properties.retention();
        return new Retention(
                mappers, transactions, new RetentionPeriods(kept.payloads(), kept.messages(), kept.events()), clock);
    }

    @Bean
    HoldSweep quickBookingHoldSweep(BookingWriter bookings, Transactions transactions, Signals signals) {
        return new HoldSweep(bookings, transactions, signals);
    }

    /** Without an access token there is no sender: messages stay in the outbox. */
    private static Optional<MessageSender> cloudApi(QuickBookingProperties.WhatsApp whatsapp, Traces traces) {
        return whatsapp.token()
                .map(token -> new CloudApiClient(
                        new CloudApiSettings(whatsapp.graphUrl(), whatsapp.graphVersion(), token), traces));
    }

    @Bean
    Signals quickBookingSignals() {
        return new Signals();
    }
}
