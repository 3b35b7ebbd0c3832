package io.quickbooking.console.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends who has to sign in to the page for it: a browser by a redirect, a part of a page or a stream by a header. */
final class SignInRequired implements AuthenticationEntryPoint {
    static final String PAGE = "/admin/login";

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException unauthenticated)
            throws IOException {
        String page = request.getContextPath() + PAGE + (hadSession(request) ? "?ended" : "");
        if (isPart(request)) {
            // A redirect would be followed by itself, and the sign-in page end up in the middle of a list.
            response.setHeader("HX-Redirect", page);
            response.sendError(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.sendRedirect(page);
        }
    }

    /** Whether it is not a browser asking for a page: htmx for a part of one, or the live stream. */
    static boolean isPart(HttpServletRequest request) {
        String accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        return request.getHeader("HX-Request") != null || accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private static boolean hadSession(HttpServletRequest request) {
        return request.getAttribute(CurrentUsersOnly.ENDED) != null
                || request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }
}
