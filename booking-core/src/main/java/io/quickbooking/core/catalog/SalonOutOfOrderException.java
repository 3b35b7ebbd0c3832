package io.quickbooking.core.catalog;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A salon is unusable because this Java runtime does not know one of its settings. Other salons are not affected; correcting
 * the setting resolves it.
 */
public final class SalonOutOfOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UUID salonId;
    private final boolean active;

    SalonOutOfOrderException(UUID salonId, String code, boolean active, List<UnknownSetting> unknown) {
        super("Salon '" + code + "' is out of order: this Java runtime does not know its "
                + unknown.stream().map(UnknownSetting::toString).collect(Collectors.joining(" nor its ")));
        this.salonId = salonId;
        this.active = active;
    }

    public UUID salonId() {
        return salonId;
    }

    boolean isActive() {
        return active;
    }
}
