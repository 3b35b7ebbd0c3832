package io.quickbooking.console.startup;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.support.SystemEnvironmentPropertySourceEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The product's environment variables and the properties they set. Not placeholders in {@code application.yml}: there
 * an unset variable would hide the property's default, and a mistake could not be traced to its variable.
 */
public final class EnvironmentVariables implements EnvironmentPostProcessor, Ordered {
    /** Properties by variable. Variables that Spring derives from a property's name work as well. */
    static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("PORT", "server.port"),
            Map.entry("LOG_FORMAT", "booking.log-format"),
            Map.entry("SHUTDOWN_DELAY_MS", "booking.shutdown-delay"),
            Map.entry("TRACING", "booking.tracing"),
            Map.entry("DATABASE_URL", "booking.database-url"),
            Map.entry("DATABASE_REPLICA_URL", "booking.database-replica-url"),
            Map.entry("REDIS_URL", "booking.redis-url"),
            Map.entry("BOOKING_DATA_DIR", "booking.data-dir"),
            Map.entry("BOOKING_CATALOG", "booking.catalog"),
            Map.entry("BOOKING_DEMO", "booking.demo"),
            Map.entry("SESSION_EXPIRATION_MS", "booking.session-expiration"),
            Map.entry("TAPS_PER_MINUTE", "booking.taps-per-minute"),
            Map.entry("MAX_RETRY_ATTEMPTS", "booking.retry.max-attempts"),
            Map.entry("RETRY_BASE_DELAY_MS", "booking.retry.base-delay"),
            Map.entry("WHATSAPP_APP_SECRET", "booking.whatsapp.app-secret"),
            Map.entry("WHATSAPP_ALLOW_UNSIGNED", "booking.whatsapp.allow-unsigned"),
            Map.entry("WHATSAPP_VERIFY_TOKEN", "booking.whatsapp.verify-token"),
            Map.entry("WHATSAPP_ACCESS_TOKEN", "booking.whatsapp.access-token"),
            Map.entry("WHATSAPP_GRAPH_URL", "booking.whatsapp.graph-url"),
            Map.entry("WHATSAPP_GRAPH_VERSION", "booking.whatsapp.graph-version"),
            Map.entry("RETENTION_PAYLOADS", "booking.retention.payloads"),
            Map.entry("RETENTION_MESSAGES", "booking.retention.messages"),
            Map.entry("RETENTION_EVENTS", "booking.retention.events"),
            Map.entry("SIMULATION", "booking.simulation.enabled"),
            Map.entry("CONSOLE_ADMIN_PASSWORD", "booking.console.admin-password"));

    private static final String SYSTEM_ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    /** Before Spring Boot replaces the environment's source by one that knows where each value comes from. */
    @Override
    public int getOrder() {
        return SystemEnvironmentPropertySourceEnvironmentPostProcessor.DEFAULT_ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> all = sources.get(SYSTEM_ENVIRONMENT);
        if (all == null) {
            return;
        }
        Map<String, Object> variables = withoutEmpty((Map<?, ?>) all.getSource());
        sources.replace(SYSTEM_ENVIRONMENT, new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT, variables));
        sources.addAfter(SYSTEM_ENVIRONMENT, new ProductVariables(variables));
    }

    /** Compose files and CI set a variable to nothing in order to leave it out. */
    private static Map<String, Object> withoutEmpty(Map<?, ?> variables) {
        Map<String, Object> set = new HashMap<>();
        variables.forEach((name, value) -> {
            if (!value.toString().isBlank()) {
                set.put(name.toString(), value);
            }
        });
        return set;
    }

    /**
     * How the property's value was given, for messages: {@code booking.database-url (DATABASE_URL)}, or the property
     * alone when no environment variable gave it.
     */
    static String nameAsGiven(String property, Environment environment) {
        return given(property, environment)
                .flatMap(value -> variable(value.getOrigin()))
                .map(variable -> property + " (" + variable + ")")
                .orElse(property);
    }

    private static Optional<ConfigurationProperty> given(String property, Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        for (var source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty value = source.getConfigurationProperty(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> variable(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin inSource) {
            return variable(inSource.getOrigin());
        }
        return origin instanceof SystemEnvironmentOrigin environment
                ? Optional.of(environment.getProperty())
                : Optional.empty();
    }

    private static final class ProductVariables extends MapPropertySource implements OriginLookup<String> {
        private final Map<String, String> variables = new LinkedHashMap<>();

        ProductVariables(Map<String, Object> environment) {
            super("quickBookingVariables", new LinkedHashMap<>());
            PROPERTIES.forEach((variable, property) -> {
                if (environment.containsKey(variable)) {
                    source.put(property, environment.get(variable));
                    variables.put(property, variable);
                }
            });
        }

        @Override
        public @Nullable Origin getOrigin(String property) {
            String variable = variables.get(property);
            return variable == null ? null : new SystemEnvironmentOrigin(variable);
        }
    }
}
