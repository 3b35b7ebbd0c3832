package io.quickbooking.core.database;

/**
 * An event that a host publishes to Spring's listeners when its database has ended and will not come back while the application
 * runs: what stops then waits for it no longer.
 */
public record DatabaseGone() {}
