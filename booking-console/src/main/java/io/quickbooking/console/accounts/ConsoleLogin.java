package io.quickbooking.console.accounts;

import java.time.Instant;

/**
 * Somebody who is signed in to the console.
 *
 * @param attributes what the console keeps with it
 * @param seenAt when they last asked for anything, to some minutes
 * @param expiresAt when they are not signed in any more
 */
public record ConsoleLogin(String username, byte[] attributes, Instant createdAt, Instant seenAt, Instant expiresAt) {}
