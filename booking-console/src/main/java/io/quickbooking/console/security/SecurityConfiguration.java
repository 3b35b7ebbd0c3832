package io.quickbooking.console.security;

import io.quickbooking.console.accounts.SignIns;
import io.quickbooking.console.api.ProblemResponse;
import io.quickbooking.console.desk.Operators;
import io.quickbooking.core.database.TransientFailure;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The webhook proves itself by its signature, the API by HTTP Basic, the console by signing in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String METRICS = "/actuator/prometheus";
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> slowBodies(
            @Value("${server.tomcat.connection-timeout}") Duration patience) {
        return tomcat -> tomcat.addEngineValves(new SlowBodies(patience));
    }

    /** PostgreSQL keeps no NUL in a text, so nobody has business sending one. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        firewall.setAllowedParameterNames(name -> name.indexOf('\0') < 0);
        return firewall;
    }

    /** What the firewall refuses comes to no filter that would add these. */
    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, rejection) -> {
            response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.sendError(HttpStatus.BAD_REQUEST.value());
        };
    }

    /** Measuring each filter of each request takes more time than most of them. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /** WhatsApp signs what it sends, see the controller; all that is left to do for it are the headers. */
    @Bean
    @Order(0)
    SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
        return http.securityMatcher("/webhooks/**")
                .anonymous(anonymous -> anonymous.disable())
                .csrf(csrf -> csrf.disable())
                .exceptionHandling(refusals -> refusals.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .securityContext(context -> context.disable())
                .servletApi(servlet -> servlet.disable())
                .sessionManagement(sessions -> sessions.disable())
                .headers(SecurityConfiguration::headers)
                .build();
    }

    /** Requests of programs: no session, no cookie, and so nothing that could be forged from a browser. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http) throws Exception {
        return http.securityMatcher("/api/**", METRICS)
                // Metrics are of all salons together, and so for those who see all of them.
                .authorizeHttpRequests(requests -> requests.requestMatchers(METRICS)
                        .hasAnyRole("ADMIN", "SUPPORT")
                        .anyRequest()
                        .hasRole("ADMIN"))
                .httpBasic(basic -> basic.authenticationEntryPoint(SecurityConfiguration::askForPassword))
                .exceptionHandling(refusals -> refusals.accessDeniedHandler(SecurityConfiguration::notTheirs))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .build();
    }

    private static void askForPassword(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyAttemptsException tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
            ProblemResponse.write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-attempts",
                    "Too many attempts with a wrong password. The header Retry-After says how long to wait.");
        } else if (TransientFailure.isReadOnlyDatabase(failure)) {
            ProblemResponse.write(response, HttpStatus.SERVICE_UNAVAILABLE, "read-only", "The database is read-only.");
        } else if (failure instanceof AuthenticationServiceException) {
            // Nobody knows whether the password is right: the users could not be read.
            ProblemResponse.write(
                    response, HttpStatus.INTERNAL_SERVER_ERROR, "failure", "The password could not be checked.");
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Quick Booking\", charset=\"UTF-8\"");
            ProblemResponse.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "unauthorized",
                    "User admin and its password are needed, by HTTP Basic.");
        }
    }

    private static void notTheirs(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        ProblemResponse.write(response, HttpStatus.FORBIDDEN, "forbidden", "The role of this user does not allow it.");
    }

    private static void notFound(HttpServletRequest request, HttpServletResponse response, RuntimeException refusal)
            throws IOException {
        response.sendError(HttpStatus.NOT_FOUND.value());
    }

    /** The console: signing in by a form, a session, and a token in every form that changes something. */
    @Bean
    @Order(2)
    SecurityFilterChain console(HttpSecurity http, Operators operators, SignIns signIns) throws Exception {
        WantedPage wanted = new WantedPage();
        LoginCsrf forms = new LoginCsrf();
        FormSignIn signIn = new FormSignIn(signIns, wanted, forms);
        SignInRequired required = new SignInRequired();
        return http.securityMatcher("/admin", "/admin/**")
                .authorizeHttpRequests(new AccessRules(operators)::apply)
                .addFilterBefore(new CurrentUsersOnly(operators), AnonymousAuthenticationFilter.class)
                .requestCache(cache -> cache.requestCache(wanted))
                .csrf(csrf -> csrf.csrfTokenRepository(forms))
                .formLogin(form -> form.loginPage(SignInRequired.PAGE)
                        .authenticationDetailsSource(FormDetails::new)
                        .successHandler(signIn)
                        .failureHandler(signIn))
                .logout(logout -> logout.logoutUrl("/admin/logout")
                        .addLogoutHandler(signIn)
                        .deleteCookies(LoginConfiguration.COOKIE)
                        .logoutSuccessUrl(SignInRequired.PAGE + "?signed-out"))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(required).accessDeniedHandler(new Refusals(required, wanted)))
                .headers(SecurityConfiguration::headers)
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                // Other sites learn nothing; our own pages learn where a form that is too old was.
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                "/",
                                "/css/**",
                                "/js/**",
                                "/img/**",
                                "/vendor/**",
                                "/webjars/**",
                                "/icon.svg",
                                "/actuator/health/**",
                                "/v3/api-docs/**",
                                "/v3/api-docs.yaml")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // What nobody may see does not exist.
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(SecurityConfiguration::notFound)
                        .accessDeniedHandler(SecurityConfiguration::notFound))
                .headers(SecurityConfiguration::headers)
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
