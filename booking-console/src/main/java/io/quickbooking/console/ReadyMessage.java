package io.quickbooking.console;

import io.quickbooking.console.database.Database;
import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.QuickBookingProperties.WhatsApp;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last line of a start: where it runs, and what it does with messages and webhooks. */
@Component
class ReadyMessage {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyMessage.class);

    private final Environment environment;
    private final ServerProperties server;
    private final Database database;
    private final WhatsApp whatsapp;

    ReadyMessage(Environment environment, ServerProperties server, Database database, QuickBookingProperties settings) {
        this.environment = environment;
        this.server = server;
        this.database = database;
        this.whatsapp = settings.whatsapp();
    }

    @EventListener(ApplicationReadyEvent.class)
    void log() {
        LOG.info(
                "Quick Booking is ready: {}{} ({}); {}; {}",
                address(server, environment.getProperty("local.server.port")),
                management(environment),
                database.description(),
                messages(whatsapp),
                webhooks(whatsapp));
    }

    /** Where a browser on this machine finds it. */
    static String address(ServerProperties server, @Nullable String port) {
        String scheme = Ssl.isEnabled(server.getSsl()) ? "https" : "http";
        String path = Objects.requireNonNullElse(server.getServlet().getContextPath(), "");
        return scheme + "://" + host(server.getAddress()) + ":" + port + path;
    }

    private static String host(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return "localhost";
        }
        if (address instanceof Inet6Address) {
            return address.isLoopbackAddress() ? "[::1]" : "[" + address.getHostAddress() + "]";
        }
        return address.getHostAddress();
    }

    /** Health and metrics may have a port of their own. */
    private static String management(Environment environment) {
        String port = environment.getProperty("local.management.port");
        return port == null || port.equals(environment.getProperty("local.server.port"))
                ? ""
                : ", actuator on port " + port;
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
