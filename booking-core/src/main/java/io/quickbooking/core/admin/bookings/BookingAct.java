package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What staff does to a booking. */
public enum BookingAct {
    COMPLETE(AuditedAct.BOOKING_COMPLETED, Status.COMPLETED, Status.CONFIRMED),
    NO_SHOW(AuditedAct.BOOKING_NO_SHOW, Status.NO_SHOW, Status.CONFIRMED),
    CANCEL(AuditedAct.BOOKING_CANCELLED, Status.CANCELLED, Status.CONFIRMED),
    /** Undoes any of the others, if nobody has the time by now. */
    RESTORE(AuditedAct.BOOKING_RESTORED, Status.CONFIRMED, Status.CANCELLED, Status.NO_SHOW, Status.COMPLETED);

    private final AuditedAct audited;
    private final Status to;
    private final Set<Status> from;

    BookingAct(AuditedAct audited, Status to, Status... from) {
        this.audited = audited;
        this.to = to;
        this.from = Set.of(from);
    }

    /** Why an act is refused. */
    public enum Obstacle {
        /** The booking is in a status that this act does not start from. */
        STATUS,
        /** Nobody can have come, or stayed away, before the visit begins. */
        NOT_STARTED
    }

    /** Why this cannot be done to such a booking now; empty: it can, as far as the booking alone can tell. */
    public Optional<Obstacle> obstacle(Status status, Instant start, Instant now) {
        if (!from.contains(status)) {
            return Optional.of(Obstacle.STATUS);
        }
        return needsStart() && now.isBefore(start) ? Optional.of(Obstacle.NOT_STARTED) : Optional.empty();
    }

    private boolean needsStart() {
        return this == COMPLETE || this == NO_SHOW;
    }

    /** Whether there is something to tell the customer. */
    public boolean concernsCustomer() {
        return this == CANCEL || this == RESTORE;
    }

    /** As addresses and keys of texts name it: {@code no-show}. */
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
