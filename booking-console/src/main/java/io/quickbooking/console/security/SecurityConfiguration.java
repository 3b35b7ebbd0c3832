package io.quickbooking.console.security;

import io.quickbooking.console.desk.Operators;
import io.quickbooking.core.admin.ConsoleUsers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** The webhook proves itself by its signature, the API by HTTP Basic, the console by signing in. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /** Requests of programs: no session, no cookie, and so nothing that could be forged from a browser. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http) throws Exception {
        return http.securityMatcher("/api/**", "/webhooks/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/webhooks/**")
                        .permitAll()
                        .anyRequest()
                        .hasRole("ADMIN"))
                .httpBasic(basic -> basic.authenticationEntryPoint(SecurityConfiguration::askForPassword))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    private static void askForPassword(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (failure instanceof AuthenticationServiceException) {
            // Nobody knows whether the password is right: the users could not be read.
            response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.value());
            response.getWriter().write(problem("failure", "Failure", 500, "The password could not be checked."));
            return;
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Quick Booking\", charset=\"UTF-8\"");
        response.getWriter()
                .write(problem(
                        "unauthorized", "Unauthorized", 401, "User admin and its password are needed, by HTTP Basic."));
    }

    private static String problem(String type, String title, int status, String detail) {
        return "{\"type\":\"urn:quick-booking:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(type, title, status, detail);
    }

    private static void notFound(HttpServletRequest request, HttpServletResponse response, RuntimeException refusal)
            throws IOException {
        response.sendError(HttpStatus.NOT_FOUND.value());
    }

    /** The console: signing in by a form, a session, and a token in every form that changes something. */
    @Bean
    @Order(2)
    SecurityFilterChain console(HttpSecurity http, Operators operators) throws Exception {
        return http.securityMatcher("/admin", "/admin/**")
                .authorizeHttpRequests(new AccessRules(operators)::apply)
                .formLogin(form -> form.loginPage("/admin/login").defaultSuccessUrl("/admin"))
                .logout(logout -> logout.logoutUrl("/admin/logout").logoutSuccessUrl("/admin/login?signed-out"))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/css/**",
                                "/js/**",
                                "/img/**",
                                "/vendor/**",
                                "/webjars/**",
                                "/icon.svg",
                                "/error",
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
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new RememberingPasswordEncoder(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    UserDetailsService userDetailsService(ConsoleUsers users) {
        return username -> users.byName(username)
                .map(user -> User.withUsername(user.username())
                        .password(user.password())
                        .disabled(!user.enabled())
                        .roles(user.role().name())
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }
}
