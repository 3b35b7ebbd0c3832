package io.quickbooking.core.admin.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A check on the way to a decision, and its result.
 *
 * @param passed false if this check decided the outcome
 */
public record CheckMade(Check check, boolean passed) {

    /** The checks. */
    public enum Check {
        /** The database could be written to. */
        DATABASE_WORKS,
        /** The tap is younger than the lifetime of a session. */
        TAP_RECENT,
        /** The button's id is one of ours. */
        BUTTON_KNOWN,
        /** The card has not led to a booking before. */
        NOT_BOOKED_BEFORE,
        /** The button is on the latest card. */
        CARD_CURRENT,
        /** The customer has a live session. */
        SESSION_ALIVE,
        /** The salon has the master and the service. */
        PROVIDER_OFFERED,
        /** The time can be booked. */
        TIME_FREE;

        /** Returns the code at the end of keys of texts. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns the checks of a tap up to the decisive one. The ledger stores only the outcome, and each outcome results from one
     * sequence of checks.
     *
     * @param tooOld whether the tap was older than the lifetime of a session
     */
    static List<CheckMade> of(String kind, String outcome, boolean tooOld) {
        List<CheckMade> made = new ArrayList<>();
        for (Check check : order(kind, outcome)) {
            boolean passed = check != decisive(outcome, tooOld);
            made.add(new CheckMade(check, passed));
            if (!passed) {
                break;
            }
        }
        return made;
    }

    private static List<Check> order(String kind, String outcome) {
        if (outcome.equals("failed")) {
            return List.of(Check.DATABASE_WORKS);
        }
        return switch (kind) {
            case "slot_selection" ->
                List.of(Check.TAP_RECENT, Check.BUTTON_KNOWN, Check.PROVIDER_OFFERED, Check.TIME_FREE);
            case "booking_confirmation" ->
                List.of(
                        Check.TAP_RECENT,
                        Check.BUTTON_KNOWN,
                        Check.NOT_BOOKED_BEFORE,
                        Check.CARD_CURRENT,
                        Check.SESSION_ALIVE,
                        Check.PROVIDER_OFFERED,
                        Check.TIME_FREE);
            case "change_time" ->
                List.of(Check.TAP_RECENT, Check.BUTTON_KNOWN, Check.SESSION_ALIVE, Check.PROVIDER_OFFERED);
            case "text" -> List.of();
            case "service_selection", "master_selection", "day_selection" ->
                List.of(Check.TAP_RECENT, Check.BUTTON_KNOWN, Check.PROVIDER_OFFERED);
            default -> List.of(Check.TAP_RECENT, Check.BUTTON_KNOWN);
        };
    }

    private static @Nullable Check decisive(String outcome, boolean tooOld) {
        return switch (outcome) {
            case "failed" -> Check.DATABASE_WORKS;
            case "session_expired" -> tooOld ? Check.TAP_RECENT : Check.SESSION_ALIVE;
            case "malformed" -> Check.BUTTON_KNOWN;
            case "repeated" -> Check.NOT_BOOKED_BEFORE;
            case "old_card" -> Check.CARD_CURRENT;
            case "unknown_provider" -> Check.PROVIDER_OFFERED;
            case "slot_unavailable", "slot_taken" -> Check.TIME_FREE;
            default -> null;
        };
    }
}
