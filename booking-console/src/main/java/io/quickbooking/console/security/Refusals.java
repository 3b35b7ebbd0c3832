package io.quickbooking.console.security;

import io.quickbooking.console.page.ErrorPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Says no: to who lacks the right, to who asks for what does not exist, and to a form that is too old. */
final class Refusals implements AccessDeniedHandler {
    /** Forms of who has not signed in: for them an old page is just that. */
    private static final Set<String> WITHOUT_LOGIN = Set.of(SignInRequired.PAGE, "/admin/language");

    private final SignInRequired signInRequired;
    private final WantedPage wanted;

    Refusals(SignInRequired signInRequired, WantedPage wanted) {
        this.signInRequired = signInRequired;
        this.wanted = wanted;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        if (refusal instanceof CsrfException) {
            if (isSignedOut(request)) {
                if (isLogout(request)) {
                    response.sendRedirect(request.getContextPath() + SignInRequired.PAGE + "?signed-out");
                    return;
                }
                wanted.remember(pageBehind(request), request, response);
                if (SignInRequired.isPart(request)) {
                    signInRequired.commence(
                            request, response, new InsufficientAuthenticationException("the session is over", refusal));
                } else {
                    response.sendRedirect(request.getContextPath() + SignInRequired.PAGE + "?unsaved");
                }
                return;
            }
            request.setAttribute(ErrorPage.TOO_OLD, pageBehind(request));
        }
        response.sendError(
                request.getAttribute(AccessRules.UNLISTED) == null
                        ? HttpStatus.FORBIDDEN.value()
                        : HttpStatus.NOT_FOUND.value());
    }

    /** Signed out in another tab, or by time: the page is not old, its user is gone. */
    private static boolean isSignedOut(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() == null && !WITHOUT_LOGIN.contains(path(request));
    }

    /** Signing out twice changes nothing, so nothing is lost. */
    private static boolean isLogout(HttpServletRequest request) {
        return path(request).equals("/admin/logout");
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    /** The page that the form was on, within the console. */
    private static String pageBehind(HttpServletRequest request) {
        try {
            URI referer = URI.create(Objects.requireNonNullElse(request.getHeader(HttpHeaders.REFERER), ""));
            String path = Objects.requireNonNullElse(referer.getRawPath(), "");
            String home = request.getContextPath() + "/admin";
            if (request.getServerName().equalsIgnoreCase(referer.getHost())
                    && (path.equals(home) || path.startsWith(home + "/"))) {
                String query = referer.getRawQuery();
                return path.substring(request.getContextPath().length()) + (query == null ? "" : "?" + query);
            }
        } catch (IllegalArgumentException notAnAddress) {
            return "/admin";
        }
        return "/admin";
    }
}
