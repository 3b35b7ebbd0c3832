package io.quickbooking.core.watch;

/**
 * How things are with the live salons, all together.
 *
 * @param liveSessions counted up to 100,000, as the other two
 * @param outboxAge how long the oldest message has waited, in seconds; 0: none waits
 * @param inboxAge how long the oldest tap has waited, in seconds; 0: none waits
 * @param auditFindings kinds of things that the last audit found wrong or could not tell
 * @param clockDifference between this node's clock and the database's, in seconds, whichever is ahead
 */
public record Readings(
        long liveSessions,
        long outboxWaiting,
        double outboxAge,
        long inboxWaiting,
        double inboxAge,
        long auditFindings,
        double clockDifference) {}
