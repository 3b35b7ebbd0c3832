package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.availability.Refusal;
import java.util.Optional;
import java.util.function.Function;

/** The result of booking for a customer. */
public sealed interface StaffOutcome {

    /** Applies the function of this case. */
    default <R> R match(
            Function<Made, R> made,
            Function<Refused, R> refused,
            Function<Unclear, R> unclear,
            Function<KeyUsed, R> keyUsed) {
        if (this instanceof Made it) {
            return made.apply(it);
        }
        if (this instanceof Refused it) {
            return refused.apply(it);
        }
        if (this instanceof Unclear it) {
            return unclear.apply(it);
        }
        if (this instanceof KeyUsed it) {
            return keyUsed.apply(it);
        }
        throw new AssertionError(this);
    }

    /** Returns the booking that this attempt has made; empty if it was made by an earlier attempt, or not at all. */
    default Optional<Made> madeNow() {
        return this instanceof Made it && !it.before() ? Optional.of(it) : Optional.empty();
    }

    /**
     * The visit is booked.
     *
     * @param before whether an earlier attempt had booked it
     */
    record Made(String bookingCode, boolean before, Informed customer) implements StaffOutcome {}

    /** The time cannot be booked. */
    record Refused(Refusal reason) implements StaffOutcome {}

    /** The request does not describe a booking. */
    record Unclear(Question question) implements StaffOutcome {}

    /** The key has already made a booking for another request. Nothing is changed. */
    record KeyUsed() implements StaffOutcome {}

    /** The part of the request that is missing or unknown. */
    enum Question {
        /** The salon has no such service, or nobody performs it. */
        SERVICE,
        /** The salon has no such master, or they do not perform the service. */
        MASTER,
        /** Neither a name nor a number was given, or there is no such customer. */
        CUSTOMER,
        /** The phone number cannot be read, or names no country and the salon's number does not either. */
        PHONE
    }
}
