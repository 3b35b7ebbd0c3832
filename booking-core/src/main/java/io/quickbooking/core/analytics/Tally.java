package io.quickbooking.core.analytics;

/**
 * The counts of a period.
 *
 * @param cards selections answered with a card
 * @param confirmations without repetitions and without taps on older cards
 * @param conflicts taps whose slot was taken by another customer
 * @param sessions those started in the period, whenever they ended
 * @param expired those of these sessions that expired
 */
public record Tally(
        long selections,
        long cards,
        long confirmations,
        long booked,
        long conflicts,
        long sessions,
        long expired,
        TimeToConfirm timeToConfirm) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, TimeToConfirm.NONE);

    public Share share(Rate rate) {
        return switch (rate) {
            case SELECTION_SUCCESS -> new Share(cards, selections);
            case CONFIRMATION_SUCCESS -> new Share(booked, confirmations);
            case SESSION_EXPIRATION -> new Share(expired, sessions);
            case SLOT_CONFLICTS -> new Share(conflicts, selections);
        };
    }

    Tally withTaps(long newSelections, long newCards, long newConfirmations, long newBooked) {
        return new Tally(
                newSelections, newCards, newConfirmations, newBooked, conflicts, sessions, expired, timeToConfirm);
    }

    Tally withConflicts(long newConflicts) {
        return new Tally(selections, cards, confirmations, booked, newConflicts, sessions, expired, timeToConfirm);
    }

    Tally withSessions(long newSessions, long newExpired, TimeToConfirm newTimeToConfirm) {
        return new Tally(
                selections, cards, confirmations, booked, conflicts, newSessions, newExpired, newTimeToConfirm);
    }

    Tally plus(Tally other) {
        return new Tally(
                selections + other.selections,
                cards + other.cards,
                confirmations + other.confirmations,
                booked + other.booked,
                conflicts + other.conflicts,
                sessions + other.sessions,
                expired + other.expired,
                timeToConfirm.plus(other.timeToConfirm));
    }
}
