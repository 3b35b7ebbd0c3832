package io.quickbooking.console.desk;

import io.quickbooking.core.catalog.SalonName;

/** The salon that is looked at has a setting that this Java runtime does not know. */
public final class OutOfOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Desk desk;
    private final transient SalonName salon;

    OutOfOrderException(Desk desk, SalonName salon) {
        super("salon " + salon.code() + " is out of order: unknown " + salon.unknown());
        this.desk = desk;
        this.salon = salon;
    }

    Desk desk() {
        return desk;
    }

    SalonName salon() {
        return salon;
    }
}
