package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.availability.Refusal;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of booking for a customer. */
public sealed interface StaffOutcome {

    /** Handles each case; a new one will not compile until every caller handles it. */
    <R> R fold(Function<Made, R> made, Function<Refused, R> refused, Function<Unclear, R> unclear, Supplier<R> keyUsed);

    /**
     * It is booked.
     *
     * @param before whether an earlier attempt had booked it
     */
    record Made(String bookingCode, boolean before, Informed customer) implements StaffOutcome {
        @Override
        public <R> R fold(
                Function<Made, R> made,
                Function<Refused, R> refused,
                Function<Unclear, R> unclear,
                Supplier<R> keyUsed) {
            return made.apply(this);
        }
    }

    /** The time cannot be booked. */
    record Refused(Refusal reason) implements StaffOutcome {
        @Override
        public <R> R fold(
                Function<Made, R> made,
                Function<Refused, R> refused,
                Function<Unclear, R> unclear,
                Supplier<R> keyUsed) {
            return refused.apply(this);
        }
    }

    /** What is asked for makes no booking. */
    record Unclear(Question question) implements StaffOutcome {
        @Override
        public <R> R fold(
                Function<Made, R> made,
                Function<Refused, R> refused,
                Function<Unclear, R> unclear,
                Supplier<R> keyUsed) {
            return unclear.apply(this);
        }
    }

    /** The key has made a booking already, and another one was asked for then. Nothing is changed. */
    record KeyUsed() implements StaffOutcome {
        @Override
        public <R> R fold(
                Function<Made, R> made,
                Function<Refused, R> refused,
                Function<Unclear, R> unclear,
                Supplier<R> keyUsed) {
            return keyUsed.get();
        }
    }

    enum Question {
        /** The salon has no such service, or nobody performs it. */
        SERVICE,
        /** The salon has no such master, or they do not perform the service. */
        MASTER,
        /** Neither a name nor a number was given, or there is no such customer. */
        CUSTOMER,
        /** No phone number, or one that does not tell its country where the salon's number does not either. */
        PHONE
    }
}
