package io.quickbooking.console.security;

import io.quickbooking.core.database.TimeLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No request of the console or the API is with the database for longer than anybody waits for it, so that none keeps a
 * connection from the others. Files, which may be long, take their time; webhooks have a limit of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class RequestTimeLimit extends OncePerRequestFilter {
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final Pattern LIMITED = Pattern.compile("/(admin|api)(/.*)?");
    private static final Pattern FILES = Pattern.compile(".*(\\.csv|/export|/import|/import/apply)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return !LIMITED.matcher(path).matches() || FILES.matcher(path).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            TimeLimit.within(WITHIN, () -> pass(chain, request, response));
        } catch (Failure failure) {
            failure.rethrow();
        }
    }

    private static void pass(FilterChain chain, HttpServletRequest request, HttpServletResponse response) {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException failure) {
            throw new Failure(failure);
        }
    }

    /** Carries a checked exception out. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(Exception failure) {
            super(null, failure, false, false);
        }

        void rethrow() throws ServletException, IOException {
            if (getCause() instanceof ServletException failure) {
                throw failure;
            }
            throw (IOException) getCause();
        }
    }
}
