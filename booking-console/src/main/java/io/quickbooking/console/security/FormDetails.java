package io.quickbooking.console.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Tells the sign-in page from the API. */
final class FormDetails extends WebAuthenticationDetails {
    FormDetails(HttpServletRequest request) {
        super(request);
    }
}
