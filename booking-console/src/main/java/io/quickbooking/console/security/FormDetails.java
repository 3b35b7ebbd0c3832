package io.quickbooking.console.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Tells the sign-in page from the API. */
final class FormDetails extends WebAuthenticationDetails {
    private static final long serialVersionUID = 1L;

    FormDetails(HttpServletRequest request) {
        super(request);
    }
}
