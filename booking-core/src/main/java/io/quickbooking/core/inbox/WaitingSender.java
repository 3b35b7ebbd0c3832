package io.quickbooking.core.inbox;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.customer.CustomerIdentity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer of whom messages wait to be handled. */
public record WaitingSender(
        UUID salonId,
        Realm realm,
        String sender,
        @Nullable String phone,
        @Nullable String userId) {
    public CustomerIdentity identity() {
        return new CustomerIdentity(phone, userId);
    }
}
