package io.quickbooking.console.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/**
 * Keeps what a page is to say after a redirect for that page: a part of the page before it, refreshed at that moment
 * because of the very same act, has the same address and would take it away.
 */
final class NoticesOfPages implements FlashMapManager {
    private final FlashMapManager kept = new SessionFlashMapManager();

    @Override
    public @Nullable FlashMap retrieveAndUpdate(HttpServletRequest request, HttpServletResponse response) {
        return request.getHeader("HX-Request") == null ? kept.retrieveAndUpdate(request, response) : null;
    }

    @Override
    public void saveOutputFlashMap(FlashMap notice, HttpServletRequest request, HttpServletResponse response) {
        kept.saveOutputFlashMap(notice, request, response);
    }
}
