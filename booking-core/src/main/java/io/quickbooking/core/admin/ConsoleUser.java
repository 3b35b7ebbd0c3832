package io.quickbooking.core.admin;

/**
 * Somebody who may sign in.
 *
 * @param password hashed, with the name of the algorithm in front
 */
public record ConsoleUser(String username, String password, boolean enabled) {
    /** Without the password. */
    @Override
    public String toString() {
        return "ConsoleUser[" + username + (enabled ? "]" : ", disabled]");
    }
}
