package io.quickbooking.core.admin.messages;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The state of a message to a customer, for staff. */
public enum MessageState {
    WAITING,
    /** Waits, and may have arrived already. */
    IN_DOUBT,
    SENT,
    DELIVERED,
    READ,
    FAILED;

    /** Returns the code in addresses and keys of texts. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<MessageState> ofCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
