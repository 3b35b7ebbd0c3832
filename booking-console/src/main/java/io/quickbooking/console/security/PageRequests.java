package io.quickbooking.console.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What is worth coming back to after signing in: a whole page, neither a part of one, nor the stream, nor a file. */
final class PageRequests implements RequestMatcher {

    @Override
    public boolean matches(HttpServletRequest request) {
        String path = request.getRequestURI();
        String accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        return HttpMethod.GET.matches(request.getMethod())
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && !SignInRequired.isPart(request)
                && !path.endsWith("/admin/live")
                && !path.endsWith(".csv");
    }
}
