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

/** Reports whether a salon's messages are being sent at present, so that the console promises no message that only waits. */
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

    /** The state of sending. */
    public enum State {
        WORKS,
        /** There is no access token: messages are stored and wait. */
        NOT_CONNECTED,
        /**
         * WhatsApp accepts nothing from the salon's number until an administrator acts: token, permission, payment,
         * registration.
         */
        NUMBER_STOPPED,
        /** WhatsApp is busy or unreachable, or messages are overdue. */
        DELAYED;

        /** Returns the code in keys of texts and in the JSON API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether there is an access token. */
    public boolean connected() {
        return connected;
    }

    /** Returns the state by the salon's oldest waiting messages, which every node sees alike. */
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
            // A customer's younger messages wait for their oldest one, so they show nothing about the number.
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
