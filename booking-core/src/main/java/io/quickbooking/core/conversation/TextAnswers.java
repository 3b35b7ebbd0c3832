package io.quickbooking.core.conversation;

import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.message.Notice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers a written message with what it asks for, or with the next free times when the request is not recognized. */
final class TextAnswers {
    /** Minimum time between two offers: a customer who writes several lines in a row gets one offer. */
    private static final Duration BETWEEN_OFFERS = Duration.ofMinutes(1);

    private final QuickOffer quickOffer;
    private final Cancellation cancellation;
    private final Holds holds;
    private final Replies replies;

    TextAnswers(QuickOffer quickOffer, Cancellation cancellation, Holds holds, Replies replies) {
        this.quickOffer = quickOffer;
        this.cancellation = cancellation;
        this.holds = holds;
        this.replies = replies;
    }

    /** @param word null: none was recognized */
    Decision decide(@Nullable Word word, TapContext tap) {
        if (word == null || word == Word.GREETING) {
            return wasJustOffered(tap.customer(), tap.now())
                    ? Decision.silence()
                    : offer(tap).noting(customer -> customer.offered(tap.now()));
        }
        return switch (word) {
            case GREETING -> throw new IllegalStateException("a greeting is answered before this switch");
            case BOOK, START -> offer(tap).noting(customer -> customer.optedIn().offered(tap.now()));
            case MY_BOOKING -> cancellation.show(tap);
            case CANCEL -> cancellation.ask(tap);
            case HELP -> Decision.answer(TapOutcome.HELPED, replies.notice(Notice.HELP, tap.language()));
            case STOP -> stop(tap);
        };
    }

    private Decision offer(TapContext tap) {
        return tap.salon().active()
                ? quickOffer.decide(tap)
                : Decision.answer(TapOutcome.SALON_CLOSED, replies.notice(Notice.SALON_CLOSED, tap.language()));
    }

    private static boolean wasJustOffered(Customer customer, Instant now) {
        return customer.offeredAt() != null && now.isBefore(customer.offeredAt().plus(BETWEEN_OFFERS));
    }

    /** Confirms an opt-out once: a customer who repeats it has had the confirmation. */
    private Decision stop(TapContext tap) {
        holds.release(tap);
        return tap.customer().optedOutAt() != null
                ? Decision.silence()
                : Decision.answer(TapOutcome.OPTED_OUT, replies.notice(Notice.STOPPED, tap.language()))
                        .noting(customer -> customer.optedOut(tap.now()));
    }
}
