package io.quickbooking.core.admin.messages;

import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.outbound.DeliveryProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells whether a salon's messages leave at present, so that nobody is promised a message that only waits. */
public final class Sending {
    private static final int LOOKED_AT = 50;
    private static final Duration LATE = Duration.ofMinutes(1);

    private final MessageDeskMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;
    private final boolean connected;

    /** @param connected whether there is an access token */
    public Sending(Mappers mappers, Transactions transactions, InstantSource clock, boolean connected) {
        this.mapper = mappers.get(MessageDeskMapper.class);
        this.transactions = transactions;
        this.clock = clock;
        this.connected = connected;
    }

    /** How sending is. */
    public enum State {
        WORKS,
        /** There is no access token: messages are written and wait. */
        NOT_CONNECTED,
        /** WhatsApp takes nothing from the salon's number until somebody acts: token, permission, payment, registration. */
        NUMBER_STOPPED,
        /** WhatsApp is busy or cannot be reached, or messages are overdue. */
        DELAYED;

        /** As in keys of texts and in the JSON API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether there is an access token. */
    public boolean connected() {
        return connected;
    }

    /** Judges by the salon's oldest waiting messages, which every node sees alike. */
    public State of(UUID salonId) {
        return connected
                ? judge(transactions.read(() -> mapper.oldestWaiting(salonId, LOOKED_AT)), clock.instant())
                : State.NOT_CONNECTED;
    }

    private static State judge(List<Waiting> messages, Instant now) {
        State state = State.WORKS;
        Set<UUID> customers = new HashSet<>();
        for (Waiting message : messages) {
            DeliveryProblem problem = message.errorCode() == null ? null : DeliveryProblem.of(message.errorCode());
            if (problem == DeliveryProblem.NUMBER_STOPPED) {
                return State.NUMBER_STOPPED;
            }
            // A customer's younger messages wait for the oldest one, which says nothing about the number.
            boolean first = customers.add(message.customerId());
            if (problem == DeliveryProblem.NUMBER_BUSY
                    || problem == DeliveryProblem.TROUBLE
                    || (first && message.nextAttemptAt().isBefore(now.minus(LATE)))) {
                state = State.DELAYED;
            }
        }
        return state;
    }

    record Waiting(UUID customerId, @Nullable Integer errorCode, Instant nextAttemptAt) {}
}
