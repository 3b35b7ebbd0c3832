package io.quickbooking.console.security;

import io.quickbooking.console.desk.Operators;
import io.quickbooking.console.desk.Permission;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * What each address of the console asks of who opens it; an address that is not listed is refused to everybody. Whether
 * it is the operator's salon is asked by {@link io.quickbooking.console.desk.Desk}.
 */
final class AccessRules {
    /** On a request for what is not listed. */
    static final String UNLISTED = AccessRules.class.getName() + ".unlisted";

    private final Operators operators;

    AccessRules(Operators operators) {
        this.operators = operators;
    }

    void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/admin/login", "/admin/language")
                .permitAll()
                // Before the bookings by code.
                .requestMatchers("/admin/bookings/new")
                .access(needs(Permission.ACT))
                .requestMatchers(
                        HttpMethod.GET,
                        "/admin",
                        "/admin/live",
                        "/admin/search",
                        "/admin/sessions",
                        "/admin/sessions/*",
                        "/admin/bookings",
                        "/admin/bookings.csv",
                        "/admin/bookings/*",
                        "/admin/customers/*",
                        "/admin/calendar",
                        "/admin/conflicts",
                        "/admin/messages",
                        "/admin/messages/*",
                        "/admin/wall-times",
                        "/admin/health",
                        "/admin/account")
                .access(needs(Permission.SEE))
                .requestMatchers(HttpMethod.POST, "/admin/account/**")
                .access(needs(Permission.SEE))
                .requestMatchers("/admin/bookings/*/*")
                .access(needs(Permission.ACT))
                .requestMatchers("/admin/customers/*/export", "/admin/customers/*/erase")
                .access(needs(Permission.ADMINISTER))
                .requestMatchers(HttpMethod.POST, "/admin/customers/*/notes")
                .access(needs(Permission.ACT))
                .requestMatchers(HttpMethod.POST, "/admin/customers/*/phone")
                .access(needs(Permission.REVEAL))
                .requestMatchers("/admin/simulator", "/admin/simulator/**")
                .access(needs(Permission.SIMULATE))
                .requestMatchers(HttpMethod.POST, "/admin/messages/**", "/admin/health/audit", "/admin/wall-times")
                .access(needs(Permission.ADMINISTER))
                .requestMatchers(
                        "/admin/settings",
                        "/admin/settings/**",
                        "/admin/users",
                        "/admin/users/**",
                        "/admin/audit",
                        "/admin/audit/**")
                .access(needs(Permission.ADMINISTER))
                .anyRequest()
                .access((authentication, context) -> {
                    context.getRequest().setAttribute(UNLISTED, true);
                    return new AuthorizationDecision(false);
                });
    }

    private AuthorizationManager<RequestAuthorizationContext> needs(Permission permission) {
        // By the principal's type, because a name proves nothing: somebody may be called anonymousUser.
        return (authentication, request) -> new AuthorizationDecision(authentication.get() != null
                && authentication.get().getPrincipal() instanceof SignedIn signedIn
                && operators
                        .current(signedIn.username())
                        .filter(user -> permission.isOf(user.role()))
                        .isPresent());
    }
}
