package io.quickbooking.console.security;

import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who has signed in.
 *
 * @param version of the user at that time, see {@link io.quickbooking.core.admin.ConsoleUser#version()}
 */
public record SignedIn(String username, long version) implements AuthenticatedPrincipal, Serializable {
    @Override
    public String getName() {
        return username;
    }
}
