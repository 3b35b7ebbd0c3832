package io.quickbooking.console.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Passwords are not looked at for a while. */
public final class TooManyAttemptsException extends AuthenticationException {
    private final Duration wait;

    TooManyAttemptsException(Duration wait) {
        super("too many attempts");
        this.wait = wait;
    }

    /** In whole minutes, at least one. */
    public long minutes() {
        return Math.max(1, seconds() + 59) / 60;
    }

    long seconds() {
        return Math.max(1, wait.toSeconds());
    }
}
