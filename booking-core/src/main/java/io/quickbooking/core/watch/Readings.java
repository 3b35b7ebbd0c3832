package io.quickbooking.core.watch;

/**
 * The state of all live salons together.
 *
 * @param liveSessions counted up to 100,000, as the other two
 * @param outboxAge how long the oldest message has waited, in seconds; 0: none waits
 * @param inboxAge how long the oldest tap has waited, in seconds; 0: none waits
 * @param auditFindings kinds of problems that the last audit found, or checks that it could not complete
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
