package io.quickbooking.console.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** Where somebody wanted to go before they had to sign in: a whole page, never a part of one, the stream, or a file. */
final class WantedPage extends HttpSessionRequestCache {
    WantedPage() {
        setRequestMatcher(WantedPage::isPage);
        setMatchingRequestParameterName(null);
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

    /** Never: a part of the page, asked for at the same address, would be answered as if it were the whole page. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }
}
