package io.quickbooking.console.security;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** The console's sessions are those of {@link LoginSessions}; nothing else has any. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {
    /** Not the container's: nodes of the version before, which know no such login, would set another. */
    static final String COOKIE = "quick-booking-login";

    /** Within what answers for a database that is away, and around everything that asks who is there. */
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<LoginSession>> loginSessionFilter(LoginSessions sessions) {
        SessionRepositoryFilter<LoginSession> filter = new SessionRepositoryFilter<>(sessions);
        CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookies());
        filter.setHttpSessionIdResolver(ids);
        FilterRegistrationBean<SessionRepositoryFilter<LoginSession>> registration =
                new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/admin", "/admin/*");
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
        return registration;
    }

    private static DefaultCookieSerializer cookies() {
        DefaultCookieSerializer cookies = new DefaultCookieSerializer();
        cookies.setCookieName(COOKIE);
        cookies.setUseHttpOnlyCookie(true);
        cookies.setSameSite("Lax");
        cookies.setUseBase64Encoding(false);
        return cookies;
    }
}
