package io.quickbooking.console.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/** The token of forms: with the login of who has signed in, in a cookie of who has not, of whom nothing is kept here. */
final class LoginCsrf implements CsrfTokenRepository {
    private final HttpSessionCsrfTokenRepository withLogin = new HttpSessionCsrfTokenRepository();
    private final CookieCsrfTokenRepository withBrowser = new CookieCsrfTokenRepository();

    LoginCsrf() {
        withBrowser.setCookieName("quick-booking-form");
        withBrowser.setHeaderName("X-CSRF-TOKEN");
        withBrowser.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    }

    private CsrfTokenRepository of(HttpServletRequest request) {
        return request.getSession(false) == null ? withBrowser : withLogin;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }
}
