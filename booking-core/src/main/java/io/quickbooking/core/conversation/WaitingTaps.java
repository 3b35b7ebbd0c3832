package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.SalonOutOfOrderException;
import io.quickbooking.core.conversation.TapDecider.Decided;
import io.quickbooking.core.conversation.TapDecider.TapFacts;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.customer.MaskedText;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.inbox.PendingTap;
import io.quickbooking.core.inbox.WaitingSender;
import io.quickbooking.core.measure.Traces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the taps that wait in the inbox. A tap that keeps failing is given up, and its customer is notified. */
final class WaitingTaps {
    private static final Logger log = LoggerFactory.getLogger(WaitingTaps.class);

    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    /** Time between two checks whether a salon's settings are valid again. */
    private static final Duration UNTIL_IN_ORDER = Duration.ofSeconds(30);
    /** Limit for one tap, the same as for a tap that is handled within its delivery. */
    private static final Duration TAP_LIMIT = Duration.ofSeconds(8);

    private final Transactions transactions;
    private final Catalog catalog;
    private final Customers customers;
    private final Inbox inbox;
    private final TapDecider decider;
    private final Traces traces;
    private final InstantSource clock;

    WaitingTaps(
            Transactions transactions,
            Catalog catalog,
            Customers customers,
            Inbox inbox,
            TapDecider decider,
            Traces traces,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.customers = customers;
        this.inbox = inbox;
        this.decider = decider;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Handles the taps of one customer, oldest first, until none is due.
     *
     * @return how many were handled
     */
    int process(WaitingSender sender) {
        int handled = 0;
        while (processNext(sender)) {
            handled++;
        }
        return handled;
    }

    private boolean processNext(WaitingSender sender) {
        Salon salon;
        try {
            salon = catalog.byId(sender.salonId()).orElseThrow();
        } catch (SalonOutOfOrderException broken) {
            postponeAll(sender, broken);
            return false;
        }
        try (Turn turn = new Turn()) {
            try {
                Optional<Decided> decision = TimeLimit.within(TAP_LIMIT, () -> decideNext(sender, salon, turn));
                decision.ifPresent(taken -> committed(taken, sender, turn));
                return decision.isPresent();
            } catch (RuntimeException failure) {
                turn.step.failed(failure);
                if (transactions.isJoined()) {
                    // The transaction can no longer write: the caller who opened it has to retry.
                    throw failure;
                }
                postpone(sender, salon, turn, failure);
                return false;
            }
        }
    }

    /**
     * Postpones the taps of a salon with invalid settings. That is not an attempt: nothing is given up, and the taps of
     * other salons go first.
     */
    private void postponeAll(WaitingSender sender, SalonOutOfOrderException broken) {
        Instant now = clock.instant();
        int waiting = transactions.run(() -> inbox.setAside(sender.salonId(), now, now.plus(UNTIL_IN_ORDER), broken));
        if (waiting > 0) {
            log.warn(
                    "{} waiting taps not processed, retried in {} s. {}",
                    waiting,
                    UNTIL_IN_ORDER.toSeconds(),
                    broken.getMessage());
        }
    }

    /**
     * Ties log lines and the trace to the tap that is being handled, and not to the tap during whose turn it is
     * handled.
     */
    private final class Turn implements AutoCloseable {
        private final LogContext lines = LogContext.open();
        private Traces.Step step = Traces.Step.NONE;
        private @Nullable PendingTap tap;

        /** Names the tap that is handled now. For another attempt on the same tap, its step continues. */
        void about(PendingTap next) {
            lines.message(next.messageId());
            if (tap == null || tap.id() != next.id()) {
                step.close();
                step = traces.resume(ButtonHandlerService.STEP, next.trace());
            }
            tap = next;
        }

        @Override
        public void close() {
            step.close();
            lines.close();
        }
    }

    private Optional<Decided> decideNext(WaitingSender sender, Salon salon, Turn turn) {
        return transactions.run(attempt -> lockNext(sender, turn).map(next -> {
            inbox.done(next.tap(), next.now());
            return decider.decide(facts(next.tap(), attempt), salon, next.customer(), next.now());
        }));
    }

    private record Next(PendingTap tap, Customer customer, Instant now) {}

    private Optional<Next> lockNext(WaitingSender sender, Turn turn) {
        if (!inbox.holdsFor(sender)) {
            // The messages have moved to the customer's new number, or are deleted: locking would create a customer
            // without messages.
            return Optional.empty();
        }
        Instant since = clock.instant();
        Customer customer = customers.lock(sender.salonId(), sender.realm(), sender.identity(), null, since);
        Instant now = clock.instant();
        Optional<PendingTap> waiting = inbox.next(customer);
        if (waiting.isEmpty()) {
            // The customer was erased while this waited for the lock: a deleted message must not create the row again.
            customers.deleteIfUnused(customer, since);
        }
        return waiting.filter(tap -> tap.isDue(now)).map(tap -> {
            turn.about(tap);
            return new Next(tap, customer.named(tap.name()), now);
        });
    }

    private void postpone(WaitingSender sender, Salon salon, Turn turn, RuntimeException failure) {
        try {
            Optional<Decided> gaveUp = TimeLimit.within(
                    TAP_LIMIT,
                    () -> transactions.run(attempt ->
                            lockNext(sender, turn).flatMap(next -> postpone(next, attempt, salon, failure))));
            gaveUp.ifPresent(decision -> committed(decision, sender, turn));
        } catch (RuntimeException unanswered) {
            if (TransientFailure.is(unanswered)) {
                throw unanswered;
            }
            TimeLimit.within(
                    TAP_LIMIT,
                    () -> transactions.runVoid(
                            () -> lockNext(sender, turn).ifPresent(next -> giveUpUnanswered(next, unanswered))));
        }
    }

    /**
     * Gives up a message that cannot even be answered with an apology; otherwise all younger messages would wait behind
     * it for ever.
     */
    private void giveUpUnanswered(Next next, RuntimeException failure) {
        if (isLastAttempt(next.tap())) {
            log.error(
                    "Message {} given up, its customer receives no answer",
                    MaskedText.of(next.tap().messageId()),
                    failure);
            inbox.giveUp(next.tap(), next.now());
        }
    }

    private static boolean isLastAttempt(PendingTap tap) {
        return tap.attempts() + 1 >= MOST_ATTEMPTS;
    }

    private Optional<Decided> postpone(Next next, int attempt, Salon salon, RuntimeException failure) {
        PendingTap tap = next.tap();
        logFailure(tap, failure);
        if (!isLastAttempt(tap)) {
            inbox.postpone(tap, next.now().plus(FIRST_DELAY.multipliedBy(1L << tap.attempts())), failure);
            return Optional.empty();
        }
        inbox.giveUp(tap, next.now());
        return Optional.of(decider.giveUp(facts(tap, attempt), salon, next.customer(), next.now()));
    }

    private static void logFailure(PendingTap tap, RuntimeException failure) {
        if (TransientFailure.is(failure)) {
            log.warn(
                    "Attempt {} of {} on message {} failed: {}",
                    tap.attempts() + 1,
                    MOST_ATTEMPTS,
                    MaskedText.of(tap.messageId()),
                    TransientFailure.reason(failure));
        } else {
            log.warn(
                    "Attempt {} of {} on message {} failed",
                    tap.attempts() + 1,
                    MOST_ATTEMPTS,
                    MaskedText.of(tap.messageId()),
                    failure);
        }
    }

    private void committed(Decided decided, WaitingSender sender, Turn turn) {
        decided.tellOf(turn.step, !transactions.isJoined());
        decider.committed(
                decided, Objects.requireNonNull(turn.tap).messageId(), sender.salonId(), sender.realm(), clock);
    }

    private static TapFacts facts(PendingTap tap, int attempt) {
        return new TapFacts(
                tap.id(),
                tap.buttonId(),
                tap.words(),
                tap.language(),
                tap.sentAt(),
                tap.receivedAt(),
                tap.attempts() + attempt);
    }
}
