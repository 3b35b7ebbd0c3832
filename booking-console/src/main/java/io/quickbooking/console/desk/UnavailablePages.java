package io.quickbooking.console.desk;

import io.quickbooking.core.database.TransientFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A page that cannot be shown because the database is away is unavailable for a while, and not broken. Around everything
 * else, because already who asks is read from the database.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class UnavailablePages extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(UnavailablePages.class);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return !path.equals("/admin") && !path.startsWith("/admin/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !isAway(failure)) {
                throw failure;
            }
            log.warn("No page without the database: {}", TransientFailure.reason(failure));
            response.setHeader("Retry-After", "5");
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        }
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseAwayException) {
                return true;
            }
        }
        return TransientFailure.is(failure);
    }
}
