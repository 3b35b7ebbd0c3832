package io.quickbooking.console.security;

/**
 * A login is over on this node, or goes on under another id.
 *
 * @param id that it had
 * @param goesOn whether its pages may come again
 */
public record LoginEnded(String id, boolean goesOn) {}
