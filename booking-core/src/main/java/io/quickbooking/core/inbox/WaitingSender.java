package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.CustomerIdentity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sender whose taps wait to be handled. One customer may be several senders: by phone, by user id, by both. */
public record WaitingSender(
        UUID salonId,
        Realm realm,
        @Nullable String phone,
        @Nullable String userId) {
    public CustomerIdentity identity() {
        return new CustomerIdentity(phone, userId);
    }
}
