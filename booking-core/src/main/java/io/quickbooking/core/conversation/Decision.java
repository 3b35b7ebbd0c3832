package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.SessionEnd;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Describes the result of a tap or a text before it is written.
 *
 * @param reply null: no answer is sent
 * @param session the session it belongs to
 * @param sessionStep the change of that session
 * @param customerChange the change of the customer's row
 */
record Decision(
        TapOutcome outcome,
        @Nullable InteractiveMessage reply,
        @Nullable Subject subject,
        @Nullable Refusal refusal,
        @Nullable SessionContext session,
        SessionStep sessionStep,
        @Nullable Booking booking,
        UnaryOperator<Customer> customerChange) {

    enum SessionStep {
        NONE,
        SELECT,
        /** A step towards a slot, described by the session. */
        ADVANCE,
        END_BOOKED,
        END_LOST;

        @Nullable
        SessionEnd end() {
            return switch (this) {
                case NONE, SELECT, ADVANCE -> null;
                case END_BOOKED -> SessionEnd.BOOKED;
                case END_LOST -> SessionEnd.LOST;
            };
        }
    }

    /** Names the master, service and time that the tap is about, as far as they are known. */
    record Subject(
            @Nullable UUID masterId,
            @Nullable UUID serviceId,
            @Nullable Instant start) {
        static Subject of(SessionContext session) {
            return session.hasCard()
                    ? new Subject(
                            session.card().masterId(),
                            session.card().serviceId(),
                            session.card().start())
                    : new Subject(session.choice().masterId(), session.choice().serviceId(), null);
        }

        static Subject of(Booking booking) {
            return new Subject(booking.masterId(), booking.serviceId(), booking.startTs());
        }
    }

    /** Returns an answer that changes nothing. */
    static Decision answer(TapOutcome outcome, InteractiveMessage reply) {
        return new Decision(outcome, reply, null, null, null, SessionStep.NONE, null, UnaryOperator.identity());
    }

    /** Returns the decision not to answer. */
    static Decision silence() {
        return new Decision(
                TapOutcome.NOT_ANSWERED, null, null, null, null, SessionStep.NONE, null, UnaryOperator.identity());
    }

    /** @param reply null: the customer has been notified already */
    static Decision limited(@Nullable InteractiveMessage reply) {
        return new Decision(
                TapOutcome.RATE_LIMITED, reply, null, null, null, SessionStep.NONE, null, UnaryOperator.identity());
    }

    static Decision refused(TapOutcome outcome, InteractiveMessage reply, Subject subject, Refusal refusal) {
        return new Decision(outcome, reply, subject, refusal, null, SessionStep.NONE, null, UnaryOperator.identity());
    }

    /** Returns an answer within a session. */
    static Decision within(SessionContext session, TapOutcome outcome, InteractiveMessage reply, SessionStep step) {
        return new Decision(outcome, reply, Subject.of(session), null, session, step, null, UnaryOperator.identity());
    }

    Decision because(Refusal reason) {
        return new Decision(outcome, reply, subject, reason, session, sessionStep, booking, customerChange);
    }

    Decision withBooking(Booking made) {
        return new Decision(outcome, reply, Subject.of(made), refusal, session, sessionStep, made, customerChange);
    }

    Decision noting(UnaryOperator<Customer> change) {
        return new Decision(outcome, reply, subject, refusal, session, sessionStep, booking, change);
    }

    TapAnswer answer() {
        return new TapAnswer(outcome, reply, booking == null ? null : booking.bookingCode());
    }
}
