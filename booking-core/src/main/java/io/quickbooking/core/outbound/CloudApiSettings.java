package io.quickbooking.core.outbound;

import java.net.URI;
import java.time.Duration;

/**
 * The address and credentials of {@link CloudApiClient}.
 *
 * @param graphUrl without a trailing slash, for example {@code https://graph.facebook.com}
 * @param version for example {@code v26.0}
 * @param token a system user's access token
 * @param requestTimeout limit for the whole answer, once connected
 */
public record CloudApiSettings(
        URI graphUrl, String version, String token, Duration connectTimeout, Duration requestTimeout) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    public CloudApiSettings(URI graphUrl, String version, String token) {
        this(graphUrl, version, token, CONNECT_TIMEOUT, REQUEST_TIMEOUT);
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "CloudApiSettings[" + graphUrl + "/" + version + "]";
    }
}
