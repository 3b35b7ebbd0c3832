package io.quickbooking.testing;

import io.quickbooking.core.analytics.TapEvents;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.InboxWorker;
import io.quickbooking.core.conversation.RateLimit;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.measure.Measures;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.session.CaffeineSessionStore;
import io.quickbooking.core.session.SessionStore;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.webhook.WebhookReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.ibatis.plugin.Interceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The library put together by hand on a test's database and clock, with nothing running in the background. */
public final class TestCore {
    public static final Duration SESSION_LIFETIME = Duration.ofMinutes(15);

    public final SettableClock clock;
    public final Signals signals = new Signals();
    public final Transactions transactions;
    public final Catalog catalog;
    public final Sessions sessions;
    public final SessionStore store;
    public final AvailabilityService availability;
    public final BookingWriter bookings;
    public final Inbox inbox;
    public final Outbox outbox;
    public final ButtonHandlerService handler;
    public final InboxWorker worker;
    public final WebhookReceiver webhook;

    /** Without a limit on taps: a test's clock stands still. */
    public TestCore(DataSource dataSource, SettableClock clock, Interceptor... interceptors) {
        this(dataSource, clock, RateLimit.none(), interceptors);
    }

    public TestCore(DataSource dataSource, SettableClock clock, RateLimit limit, Interceptor... interceptors) {
        this(dataSource, clock, new CaffeineSessionStore(clock), limit, interceptors);
    }

    public TestCore(
            DataSource dataSource,
            SettableClock clock,
            SessionStore store,
            RateLimit limit,
            Interceptor... interceptors) {
        this.clock = clock;
        this.store = store;
        Mappers mappers = new Mappers(dataSource, interceptors);
        transactions = new Transactions(
                new JdbcTransactionManager(dataSource), 3, Duration.ofMillis(100), Measures.NONE, dataSource);
        catalog = new Catalog(mappers, transactions, clock);
        sessions = new Sessions(mappers, store, transactions, signals, SESSION_LIFETIME);
        availability = new AvailabilityService(mappers);
        bookings = new BookingWriter(mappers);
        inbox = new Inbox(mappers);
        outbox = new Outbox(mappers, clock);
        Customers customers = new Customers(mappers);
        handler = new ButtonHandlerService(
                mappers,
                transactions,
                catalog,
                customers,
                inbox,
                availability,
                new ButtonParserService(),
                bookings,
                new InteractiveMessageBuilder(clock),
                sessions,
                outbox,
                new TapEvents(mappers),
                signals,
                limit,
                Measures.NONE,
                Traces.NONE,
                clock);
        worker = new InboxWorker(handler, inbox, transactions, clock);
        webhook = new WebhookReceiver(
                mappers, catalog, transactions, customers, inbox, handler, worker, outbox, signals, Traces.NONE, clock);
    }

    public Salon salon(String code) {
        return catalog.byCode(code).orElseThrow();
    }

    /** The customer with this phone taps a button of salon Aurora. */
    public TapAnswer tap(String phone, String buttonId) {
        return handler.handle(aTap(phone, buttonId, "test." + UUID.randomUUID(), clock.instant()));
    }

    /** The customer with this phone writes to salon Aurora. */
    public TapAnswer write(String phone, String words) {
        return handler.handle(aText(phone, words, "test." + UUID.randomUUID(), clock.instant()));
    }

    /** A text with an id and a time of the test's choice. */
    public Tap aText(String phone, String words, String messageId, Instant writtenAt) {
        Salon salon = salon("aurora");
        String payload = JsonMapper.shared()
                .writeValueAsString(Map.of("message", Map.of("type", "text", "text", Map.of("body", words))));
        return Tap.delivered(
                salon,
                new InboundMessage(
                        salon.phoneNumberId(),
                        messageId,
                        CustomerIdentity.ofPhone(phone),
                        "Ana Test",
                        "text",
                        null,
                        writtenAt,
                        payload),
                clock.instant());
    }

    /** A tap with an id and a time of the test's choice. */
    public Tap aTap(String phone, String buttonId, String messageId, Instant tappedAt) {
        return aTap(phone, buttonId, messageId, tappedAt, null);
    }

    public Tap aTap(String phone, String buttonId, String messageId, Instant tappedAt, @Nullable String language) {
        Salon salon = salon("aurora");
        Tap tap = Tap.delivered(
                salon,
                new InboundMessage(
                        salon.phoneNumberId(),
                        messageId,
                        CustomerIdentity.ofPhone(phone),
                        "Ana Test",
                        InboundMessage.TAP,
                        buttonId,
                        tappedAt,
                        "{}"),
                clock.instant());
        return language == null ? tap : new Tap(tap.salonId(), tap.realm(), tap.message(), language, tap.receivedAt());
    }

    /** The ids of the rows of an answer's list. */
    public static List<String> rows(TapAnswer answer) {
        return answer.message().menu().rows().stream()
                .map(InteractiveMessage.Row::id)
                .toList();
    }

    /** The id of the first button of an answer: Confirm on a card. */
    public static String firstButton(TapAnswer answer) {
        return answer.message().buttons().get(0).id();
    }
}
