package io.quickbooking.console.sessions;

import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.conversation.TapOutcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends of text keys for what the ledger says; {@code other} for what only another version knows. */
final class TapTexts {
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
            "cancellation",
            "cancellation_confirmation",
            "cancellation_dropped",
            "text",
            "unknown");
    private static final Set<String> BOOKING_STATES = Set.of("CONFIRMED", "COMPLETED", "CANCELLED", "NO_SHOW");

    private TapTexts() {}

    static String outcome(@Nullable String code) {
        return known(code, OUTCOMES);
    }

    static String reason(@Nullable String code) {
        return known(code, REASONS);
    }

    static String kind(@Nullable String code) {
        return known(code, KINDS);
    }

    static String bookingState(String status) {
        return BOOKING_STATES.contains(status) ? status.toLowerCase(Locale.ROOT) : OTHER;
    }

    private static String known(@Nullable String code, Set<String> all) {
        return code != null && all.contains(code) ? code : OTHER;
    }
}
