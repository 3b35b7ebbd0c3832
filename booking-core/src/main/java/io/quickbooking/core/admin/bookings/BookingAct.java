package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The acts of staff on a booking. */
public enum BookingAct {
    COMPLETE(AuditedAct.BOOKING_COMPLETED, Status.COMPLETED, Status.CONFIRMED),
    NO_SHOW(AuditedAct.BOOKING_NO_SHOW, Status.NO_SHOW, Status.CONFIRMED),
    CANCEL(AuditedAct.BOOKING_CANCELLED, Status.CANCELLED, Status.CONFIRMED),
    /** Undoes any of the others, if the time is still free. */
    RESTORE(AuditedAct.BOOKING_RESTORED, Status.CONFIRMED, Status.CANCELLED, Status.NO_SHOW, Status.COMPLETED);

    private final AuditedAct audited;
    private final Status to;
    private final Set<Status> from;

    BookingAct(AuditedAct audited, Status to, Status... from) {
        this.audited = audited;
        this.to = to;
        this.from = Set.of(from);
    }

    /** The reasons for refusing an act. */
    public enum Obstacle {
        /** The act does not start from the booking's status. */
        STATUS,
        /** A customer cannot have come, or stayed away, before the visit begins. */
        NOT_STARTED
    }

    /** Returns why the act is impossible now; empty if it is possible, judging by the booking alone. */
    public Optional<Obstacle> obstacle(Status status, Instant start, Instant now) {
        if (!from.contains(status)) {
            return Optional.of(Obstacle.STATUS);
        }
        return needsStart() && now.isBefore(start) ? Optional.of(Obstacle.NOT_STARTED) : Optional.empty();
    }

    private boolean needsStart() {
        return this == COMPLETE || this == NO_SHOW;
    }

    /** Returns whether the customer is notified of the act. */
    public boolean concernsCustomer() {
        return this == CANCEL || this == RESTORE;
    }

    /** Returns the code in addresses and keys of texts: {@code no-show}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<BookingAct> ofCode(String code) {
        return Arrays.stream(values()).filter(act -> act.code().equals(code)).findFirst();
    }

    AuditedAct audited() {
        return audited;
    }

    Status to() {
        return to;
    }
}
