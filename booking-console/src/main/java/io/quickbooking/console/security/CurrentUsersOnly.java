package io.quickbooking.console.security;

import io.quickbooking.console.desk.Desks;
import io.quickbooking.console.desk.Operators;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the sessions of users who have been disabled, and those begun with a password that has been changed since. */
final class CurrentUsersOnly extends OncePerRequestFilter {
    static final String ENDED = CurrentUsersOnly.class.getName() + ".ended";

    private final Operators operators;

    CurrentUsersOnly(Operators operators) {
        this.operators = operators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof SignedIn signedIn
                && !isCurrent(signedIn)) {
            SecurityContextHolder.clearContext();
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            request.setAttribute(ENDED, true);
        } else if (authentication != null) {
            request.setAttribute(Desks.USER, authentication.getName());
        }
        chain.doFilter(request, response);
    }

    private boolean isCurrent(SignedIn signedIn) {
        return operators
                .current(signedIn.username())
                .filter(signedIn::isCurrent)
                .isPresent();
    }
}
