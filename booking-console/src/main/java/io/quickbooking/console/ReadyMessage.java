package io.quickbooking.console;

import io.quickbooking.console.database.Database;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.QuickBookingProperties.WhatsApp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last line of a start: where it runs, and what it does with messages and webhooks. */
@Component
class ReadyMessage {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyMessage.class);

    private final Environment environment;
    private final Database database;
    private final WhatsApp whatsapp;

    ReadyMessage(Environment environment, Database database, QuickBookingProperties settings) {
        this.environment = environment;
        this.database = database;
        this.whatsapp = settings.whatsapp();
    }

    @EventListener(ApplicationReadyEvent.class)
    void log() {
        LOG.info(
                "Quick Booking is ready: http://localhost:{} ({}); {}; {}",
                environment.getProperty("local.server.port"),
                database.description(),
                messages(whatsapp),
                webhooks(whatsapp));
    }

    static String messages(WhatsApp whatsapp) {
        return whatsapp.token().isPresent()
                ? "messages are sent to " + whatsapp.graphUrl()
                : "messages stay in the console (no WHATSAPP_ACCESS_TOKEN)";
    }

    static String webhooks(WhatsApp whatsapp) {
        if (whatsapp.allowUnsigned()) {
            return "webhooks are accepted UNSIGNED (WHATSAPP_ALLOW_UNSIGNED)";
        }
        return whatsapp.appSecret().isEmpty()
                ? "webhooks are refused (no WHATSAPP_APP_SECRET)"
                : "webhooks must be signed";
    }
}
