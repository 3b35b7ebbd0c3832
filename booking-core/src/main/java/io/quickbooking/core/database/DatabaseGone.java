package io.quickbooking.core.database;

/**
 * An event that a host publishes to Spring's listeners when its database has shut down and will not come back while the
 * application runs. Components that are stopping then no longer wait for it.
 */
public record DatabaseGone() {}
