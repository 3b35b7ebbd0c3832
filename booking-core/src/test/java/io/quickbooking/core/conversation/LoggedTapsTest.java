package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.webhook.WebhookReceiver;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.WebhookBodies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What is logged of a tap names its message, also when the tap was kept for later and is handled in another's turn. Seen to
 * fail when {@code WaitingTaps} or {@code WebhookReceiver} leaves the logging context as it finds it.
 */
class LoggedTapsTest {
    private static final String ANA = "15550100001";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final TestSalon.Written salon = aSalon().in(database);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        decider().addAppender(lines);
    }

    @AfterEach
    void close() {
        decider().detachAppender(lines);
        MDC.clear();
        database.close();
    }

    private static Logger decider() {
        return (Logger) LoggerFactory.getLogger(TapDecider.class);
    }

    @Test
    void a_tap_that_was_kept_for_later_is_logged_as_itself() {
        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        Tap confirmation = core.aTap(ANA, firstButton(card), "wamid.kept", clock.instant());
        core.transactions.runVoid(
                () -> core.inbox.store(salon.id(), Realm.LIVE, List.of(confirmation.message()), clock.instant(), null));
        MDC.put("wamid", "wamid.another");
        assertThat(core.worker.workOff()).isOne();
        assertThat(lines.list)
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(Map.of("wamid", "wamid.kept", "booking", code()));
        assertThat(MDC.get("wamid")).isEqualTo("wamid.another");
    }

    @Test
    void a_webhook_that_cannot_be_made_safe_is_logged_as_its_message() {
        Logger receiver = (Logger) LoggerFactory.getLogger(WebhookReceiver.class);
        receiver.addAppender(lines);
        try {
            database.jdbc().sql("ALTER TABLE inbound_messages RENAME TO gone").update();
            byte[] body = WebhookBodies.tap(THREE_PM).wamid("wamid.lost").bytes();
            assertThatThrownBy(() -> core.webhook.receive(body)).isInstanceOf(RuntimeException.class);
        } finally {
            receiver.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(Map.of("wamid", "wamid.lost"), Map.of("wamid", "wamid.lost"));
        assertThat(MDC.get("wamid")).isNull();
    }

    private String code() {
        return database.jdbc()
                .sql("SELECT booking_code FROM bookings")
                .query(String.class)
                .single();
    }
}
