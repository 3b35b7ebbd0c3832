package io.quickbooking.console.live;

import io.quickbooking.core.InvalidPropertyException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the live stream behaves.
 *
 * @param heartbeat how often a stream shows that it is alive; pages take 25 seconds without one for a loss
 * @param spacing between two words of changes to one page, at least
 * @param streamsPerLogin at once; one page has one
 * @param streams at once, of all logins
 */
@ConfigurationProperties("booking.live")
public record LiveSettings(
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("500ms") Duration spacing,
        @DefaultValue("32") int streamsPerLogin,
        @DefaultValue("2000") int streams) {
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(20);

    public LiveSettings {
        if (heartbeat.toMillis() < 1 || heartbeat.compareTo(LONGEST_HEARTBEAT) > 0) {
            throw new InvalidPropertyException("booking.live.heartbeat", heartbeat.toString(), "1ms to 20s");
        }
        if (spacing.isNegative()) {
            throw new InvalidPropertyException("booking.live.spacing", spacing.toString(), "0 or more");
        }
    }
}
