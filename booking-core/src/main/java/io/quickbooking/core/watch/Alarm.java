package io.quickbooking.core.watch;

/**
 * A state that needs the attention of an operator.
 *
 * @param value the current value, in the limit's unit
 * @param samples how many it was computed from; 0: it is not a share
 */
public record Alarm(AlarmKind kind, double value, long samples) {}
