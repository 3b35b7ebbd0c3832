package io.quickbooking.console.live;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.security.SignedIn;
import io.quickbooking.core.catalog.SalonName;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The stream of a salon: {@code hello}, {@code changed} with the topics, {@code hb} with the server's time, {@code
 * signed-out}. {@code age} is how many milliseconds ago the page was asked for, so that nothing is lost in between.
 *
 * <p>The stream of {@code salons}, which all windows of a browser share, names them by code: {@code hello} those that the
 * operator sees after the time, {@code changed} one a line before its topics.
 */
@Controller
final class LiveController {
    private static final Duration OLDEST_PAGE = Duration.ofMinutes(1);
    private static final int MOST_SALONS = 100;

    private final LiveHub hub;

    LiveController(LiveHub hub) {
        this.hub = hub;
    }

    @GetMapping("/admin/live")
    void stream(
            Desk desk,
            @AuthenticationPrincipal SignedIn signedIn,
            @RequestParam(defaultValue = "") Set<String> salons,
            @RequestParam(defaultValue = "0") long age,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Map<UUID, String> watched = salons.isEmpty() ? Map.of(watched(desk).id(), "") : seen(desk, salons);
        String loginId = request.getSession().getId();
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String refusal = hub.refusal(loginId);
        if (!refusal.isEmpty()) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.getOutputStream().write(refusal.getBytes(StandardCharsets.UTF_8));
            return;
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        // nginx would otherwise collect events until its buffer is full.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        LiveStream stream = hub.open(
                loginId,
                signedIn,
                watched,
                exchange,
                response.getOutputStream(),
                Duration.ofMillis(Math.min(Math.max(age, 0), OLDEST_PAGE.toMillis())));
        exchange.addListener(stream);
        response.getOutputStream().setWriteListener(stream);
    }

    /** A page about a salon that is out of order is told of changes too. */
    private static SalonName watched(Desk desk) {
        return desk.salonIfAny().orElseGet(desk::salon);
    }

    private static Map<UUID, String> seen(Desk desk, Set<String> codes) {
        return desk.salons().stream()
                .filter(salon -> codes.contains(salon.code()))
                .limit(MOST_SALONS)
                .collect(Collectors.toMap(SalonName::id, SalonName::code, (one, same) -> one, LinkedHashMap::new));
    }
}
