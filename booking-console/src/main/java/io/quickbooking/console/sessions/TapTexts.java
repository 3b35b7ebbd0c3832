package io.quickbooking.console.sessions;

import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.conversation.TapOutcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends of text keys for what the ledger says; {@code other} for what only another version knows. */
public final class TapTexts {
    private static final String OTHER = "other";
    private static final Set<String> OUTCOMES =
            Arrays.stream(TapOutcome.values()).map(TapOutcome::code).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> REASONS =
            Arrays.stream(Refusal.values()).map(Refusal::code).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> KINDS = Set.of(
            "slot_selection",
            "booking_confirmation",
            "change_time",
            "next_times",
            "more_times",
            "service_selection",
            "master_selection",
            "day_selection",
            "my_bookings",
            "cancellation",
            "cancellation_confirmation",
            "cancellation_dropped",
            "text",
            "unknown");
    private static final Set<String> BOOKING_STATES = Set.of("CONFIRMED", "COMPLETED", "CANCELLED", "NO_SHOW");

    private TapTexts() {}

    public static String outcome(@Nullable String code) {
        return known(code, OUTCOMES);
    }

    public static String reason(@Nullable String code) {
        return known(code, REASONS);
    }

    public static String kind(@Nullable String code) {
        return known(code, KINDS);
    }

    static String bookingState(String status) {
        return BOOKING_STATES.contains(status) ? status.toLowerCase(Locale.ROOT) : OTHER;
    }

    /** How an outcome is coloured: the kind of its badge. */
    public static String badge(String outcome) {
        return switch (outcome) {
            case "booked", "repeated", "cancelled" -> "ok";
            case "card_shown",
                    "times_offered",
                    "services_listed",
                    "masters_listed",
                    "days_listed",
                    "times_listed",
                    "bookings_listed",
                    "cancel_asked" -> "info";
            case "slot_unavailable",
                    "old_card",
                    "session_expired",
                    "nothing_free",
                    "not_cancellable",
                    "visit_over",
                    "salon_closed",
                    "rate_limited",
                    "waiting" -> "warn";
            case "slot_taken", "unknown_provider", "malformed", "failed" -> "bad";
            default -> "muted";
        };
    }

    private static String known(@Nullable String code, Set<String> all) {
        return code != null && all.contains(code) ? code : OTHER;
    }
}
