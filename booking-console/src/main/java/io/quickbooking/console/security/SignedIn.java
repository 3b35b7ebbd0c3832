package io.quickbooking.console.security;

import io.quickbooking.console.accounts.ConsoleUser;
import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who has signed in.
 *
 * @param version of the user at that time, see {@link io.quickbooking.console.accounts.ConsoleUser#version()}
 */
public record SignedIn(String username, long version) implements AuthenticatedPrincipal, Serializable {
    /**
     * Whether the session still counts: nobody has changed the password or shut the user out since.
     *
     * @param user as they stand now; what is kept of them may be a moment older than the session
     */
    public boolean isCurrent(ConsoleUser user) {
        return user.version() <= version;
    }

    @Override
    public String getName() {
        return username;
    }
}
