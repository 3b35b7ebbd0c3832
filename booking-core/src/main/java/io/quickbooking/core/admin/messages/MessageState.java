package io.quickbooking.core.admin.messages;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a message to a customer stands, for staff. */
public enum MessageState {
    WAITING,
    /** Waits, and may have arrived already. */
    IN_DOUBT,
    SENT,
    DELIVERED,
    READ,
    FAILED;

    /** As addresses and keys of texts have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<MessageState> ofCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
