package io.quickbooking.core.watch;

/**
 * Something that somebody should look at.
 *
 * @param value what it has come to, in the limit's unit
 * @param samples how many it was computed from; 0: it is not a share of something
 */
public record Alarm(AlarmKind kind, double value, long samples) {}
