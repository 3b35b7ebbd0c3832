package io.quickbooking.console;

import io.quickbooking.console.database.DatabaseUrl;
import io.quickbooking.core.InvalidPropertyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The application's own settings, {@code booking.*}, beside those of the library.
 *
 * @param databaseUrl {@code postgresql://} or {@code jdbc:postgresql://}; null: an embedded database
 * @param databaseReplicaUrl of a copy that follows the database, which is read where that does as well; null: none
 * @param dataDir where the embedded database keeps its files
 * @param catalog a catalogue file that is applied at the start; null: none
 * @param demo whether an empty database gets the demo salon; null: if it is the embedded one
 * @param shutdownDelay how long requests are still taken after this node has said that it is not ready any more; up to a minute
 */
@ConfigurationProperties("booking")
public record ConsoleProperties(
        @Nullable String databaseUrl,
        @Nullable String databaseReplicaUrl,
        @DefaultValue("./data") String dataDir,
        @Nullable String catalog,
        @Nullable Boolean demo,
        @DefaultValue("0") Duration shutdownDelay) {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private static final String REPLICA = "booking.database-replica-url";

    public ConsoleProperties {
        if (databaseUrl != null) {
            DatabaseUrl.parse("booking.database-url", databaseUrl);
        }
        if (databaseReplicaUrl != null) {
            DatabaseUrl.parse(REPLICA, databaseReplicaUrl);
            if (databaseUrl == null) {
                throw new InvalidPropertyException(
                        REPLICA, "set", "unset where booking.database-url (DATABASE_URL) is not set either");
            }
        }
        if (catalog != null && !Files.isReadable(Path.of(catalog))) {
            throw new InvalidPropertyException("booking.catalog", catalog, "a file that can be read");
        }
        if (shutdownDelay.isNegative() || shutdownDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new InvalidPropertyException(
                    "booking.shutdown-delay", shutdownDelay.toMillis() + " ms", "0 to 60000 ms");
        }
    }

    /** The database that somebody else runs; empty: the embedded one is meant. */
    public Optional<DatabaseUrl> externalDatabase() {
        return Optional.ofNullable(databaseUrl).map(url -> DatabaseUrl.parse("booking.database-url", url));
    }

    public Optional<DatabaseUrl> replica() {
        return Optional.ofNullable(databaseReplicaUrl).map(url -> DatabaseUrl.parse(REPLICA, url));
    }

    /** Relative paths mean the folder in which the application was started. */
    public Path dataDirectory() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    public Optional<Path> catalogFile() {
        return Optional.ofNullable(catalog)
                .map(file -> Path.of(file).toAbsolutePath().normalize());
    }

    public boolean loadsDemo() {
        return demo == null ? databaseUrl == null : demo;
    }

    /** Without the database's password. */
    @Override
    public String toString() {
        return "ConsoleProperties[database=%s, dataDir=%s, catalog=%s, demo=%s]"
                .formatted(externalDatabase().map(DatabaseUrl::toString).orElse("embedded"), dataDir, catalog, demo);
    }
}
