package io.quickbooking.console.startup;

import io.quickbooking.core.InvalidPropertyException;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.database.UnfitDatabaseException;
import io.quickbooking.core.database.UnsuitableHostException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Says what is wrong and what to do, for the failures that are not defects. Before Spring Boot's own analyzers. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {
    private final Environment environment;

    StartFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return cause(failure, StartupException.class, this::startup)
                .or(() -> cause(failure, InvalidPropertyException.class, this::invalidProperty))
                .or(() -> cause(failure, UnfitDatabaseException.class, this::unfitDatabase))
                .or(() -> readOnlyDatabase(failure))
                .or(() -> cause(failure, BindException.class, this::unreadableProperty))
                .or(() -> cause(failure, PortInUseException.class, this::portInUse))
                .or(() -> cause(failure, UnsuitableHostException.class, this::unsuitableHost))
                .or(() -> cause(failure, FlywayException.class, this::migration))
                .orElse(null);
    }

    private static <E extends Throwable> Optional<FailureAnalysis> cause(
            Throwable failure, Class<E> type, Function<E, FailureAnalysis> analysis) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.ofNullable(analysis.apply(type.cast(cause)));
            }
        }
        return Optional.empty();
    }

    private FailureAnalysis startup(StartupException failure) {
        return new FailureAnalysis(failure.getMessage(), failure.action(), failure);
    }

    private FailureAnalysis invalidProperty(InvalidPropertyException failure) {
        String message = failure.getMessage().substring(failure.property().length());
        return new FailureAnalysis(asGiven(failure.property()) + message, "", failure);
    }

    /** Null where no single value is at fault; Spring Boot explains those. */
    private @Nullable FailureAnalysis unreadableProperty(BindException failure) {
        ConfigurationProperty property = failure.getProperty();
        if (property == null) {
            return null;
        }
        String description = asGiven(property.getName().toString()) + " is '" + property.getValue() + "', but must be "
                + allowed(failure.getTarget().getType().resolve(Object.class));
        return new FailureAnalysis(description, "", failure);
    }

    private static String allowed(Class<?> type) {
        Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (wanted == Boolean.class) {
            return "true or false";
        }
        if (wanted == Duration.class) {
            return "a number of milliseconds, such as 900000, or a duration, such as 15m";
        }
        if (wanted == Integer.class || wanted == Long.class) {
            return "a whole number";
        }
        if (wanted == URI.class) {
            return "an address, such as https://graph.facebook.com";
        }
        return "readable as " + wanted.getSimpleName();
    }

    private FailureAnalysis portInUse(PortInUseException failure) {
        return new FailureAnalysis(
                "port " + failure.getPort() + " is in use",
                "Stop what listens there, or set PORT to another one",
                failure);
    }

    private FailureAnalysis unsuitableHost(UnsuitableHostException failure) {
        return new FailureAnalysis(failure.getMessage(), "", failure);
    }

    private FailureAnalysis unfitDatabase(UnfitDatabaseException failure) {
        return new FailureAnalysis(failure.problem(), failure.action(), failure);
    }

    private static Optional<FailureAnalysis> readOnlyDatabase(Throwable failure) {
        return TransientFailure.isReadOnlyDatabase(failure)
                ? Optional.of(new FailureAnalysis(
                        "the database is read-only (" + TransientFailure.reason(failure) + ")",
                        "Set DATABASE_URL to the primary server, or default_transaction_read_only to off",
                        failure))
                : Optional.empty();
    }

    private FailureAnalysis migration(FlywayException failure) {
        return new FailureAnalysis(
                "the database's tables could not be brought to this version: " + failure.getMessage(),
                "Nothing was changed by the step that failed",
                failure);
    }

    private String asGiven(String property) {
        return EnvironmentVariables.nameAsGiven(property, environment);
    }
}
