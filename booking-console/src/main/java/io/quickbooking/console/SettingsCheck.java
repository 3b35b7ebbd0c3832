package io.quickbooking.console;

import io.quickbooking.core.InvalidPropertyException;
import io.quickbooking.core.QuickBookingProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Reads all settings before the first bean is made, so that a mistake is told before a database has been started. */
final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Binder binder = Binder.get(context.getEnvironment());
        binder.bindOrCreate("booking", QuickBookingProperties.class);
        binder.bindOrCreate("booking", ConsoleProperties.class);
        binder.bind("server.port", Integer.class).ifBound(SettingsCheck::requirePort);
        binder.bind("booking.log-format", String.class).ifBound(SettingsCheck::requireLogFormat);
        binder.bind("booking.tracing", String.class).ifBound(SettingsCheck::requireSwitch);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new InvalidPropertyException("server.port", port, "1 to 65535, or 0 for any free port");
        }
    }

    private static void requireSwitch(String tracing) {
        if (!tracing.equals("true") && !tracing.equals("false")) {
            throw new InvalidPropertyException("booking.tracing", tracing, "true or false");
        }
    }

    private static void requireLogFormat(String format) {
        if (!format.equals("text") && !format.equals("json")) {
            throw new InvalidPropertyException("booking.log-format", format, "text or json");
        }
    }
}
