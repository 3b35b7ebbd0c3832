package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.SessionEnd;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tap comes to, before it is written.
 *
 * @param session the session the tap belongs to
 * @param sessionStep what becomes of that session
 */
record Decision(
        TapOutcome outcome,
        InteractiveMessage reply,
        @Nullable Subject subject,
        @Nullable Refusal refusal,
        @Nullable SessionContext session,
        SessionStep sessionStep,
        @Nullable Booking booking) {

    enum SessionStep {
        NONE,
        SELECT,
        END_BOOKED,
        END_LOST;

        @Nullable
        SessionEnd end() {
            return switch (this) {
                case NONE, SELECT -> null;
                case END_BOOKED -> SessionEnd.BOOKED;
                case END_LOST -> SessionEnd.LOST;
            };
        }
    }

    /** The slot in question. */
    record Subject(UUID masterId, UUID serviceId, Instant start) {
        static Subject of(SessionContext session) {
            return new Subject(
                    session.selectedSlot().masterId(),
                    session.selectedSlot().serviceId(),
                    session.selectedSlot().start());
        }

        static Subject of(Booking booking) {
            return new Subject(booking.masterId(), booking.serviceId(), booking.startTs());
        }
    }

    /** A mere answer, which changes nothing. */
    static Decision answer(TapOutcome outcome, InteractiveMessage reply) {
        return new Decision(outcome, reply, null, null, null, SessionStep.NONE, null);
    }

    static Decision refused(TapOutcome outcome, InteractiveMessage reply, Subject subject, Refusal refusal) {
        return new Decision(outcome, reply, subject, refusal, null, SessionStep.NONE, null);
    }

    /** An answer within a session. */
    static Decision within(SessionContext session, TapOutcome outcome, InteractiveMessage reply, SessionStep step) {
        return new Decision(outcome, reply, Subject.of(session), null, session, step, null);
    }

    Decision because(Refusal reason) {
        return new Decision(outcome, reply, subject, reason, session, sessionStep, booking);
    }

    Decision withBooking(Booking made) {
        return new Decision(outcome, reply, Subject.of(made), refusal, session, sessionStep, made);
    }

    TapAnswer answer() {
        return new TapAnswer(outcome, reply, booking == null ? null : booking.bookingCode());
    }
}
