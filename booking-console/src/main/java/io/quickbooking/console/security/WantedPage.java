package io.quickbooking.console.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * Where somebody wanted to go before they had to sign in: a whole page, never a part of one, the stream, or a file. Kept in
 * their browser, and believed if it is within the console.
 */
final class WantedPage implements RequestCache {
    private static final String COOKIE = "quick-booking-wanted";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int LONGEST = 2_000;
    private static final Pattern WITHIN_CONSOLE = Pattern.compile("/admin(?:[/?][!-\\[\\]-~]*)?");

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String page = request.getRequestURI().substring(request.getContextPath().length())
                + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        if (isPage(request)) {
            remember(page, request, response);
        }
    }

    /** @param page path and query, within the context; kept if it is within the console */
    void remember(String page, HttpServletRequest request, HttpServletResponse response) {
        if (page.length() <= LONGEST && WITHIN_CONSOLE.matcher(page).matches()) {
            String value = Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(UTF_8));
            response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, value, KEPT));
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        String accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        return HttpMethod.GET.matches(request.getMethod())
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && !SignInRequired.isPart(request)
                && !path.endsWith("/admin/live")
                && !path.endsWith(".csv");
    }

    private static String cookie(HttpServletRequest request, String value, Duration kept) {
        return ResponseCookie.from(COOKIE, value)
                .path(request.getContextPath() + "/admin")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(kept)
                .build()
                .toString();
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        String page = cookie == null ? "" : decoded(cookie.getValue());
        return WITHIN_CONSOLE.matcher(page).matches() ? new SimpleSavedRequest(page) : null;
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getUrlDecoder().decode(value), UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
    }

    /** Never: a part of the page, asked for at the same address, would be answered as if it were the whole page. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, COOKIE) != null) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO));
        }
    }
}
