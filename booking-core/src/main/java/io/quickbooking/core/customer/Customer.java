package io.quickbooking.core.customer;

import io.quickbooking.core.catalog.Realm;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes to a salon. Read under the lock on the row, so that {@code sessionId} and {@code selection} are
 * what the customer's last message left.
 *
 * @param language BCP 47, as the customer last used it; null: unknown
 * @param sessionId the session whose card the customer sees; null: none
 * @param selection which selection of that session; null exactly when there is no session
 */
public record Customer(
        UUID id,
        UUID salonId,
        Realm realm,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String name,
        @Nullable String language,
        @Nullable UUID sessionId,
        @Nullable Integer selection) {

    /** With what the latest message tells; what it leaves out is kept. */
    Customer knownAs(CustomerIdentity identity) {
        return new Customer(
                id,
                salonId,
                realm,
                identity.phone() != null ? identity.phone() : phone,
                identity.userId() != null ? identity.userId() : userId,
                name,
                language,
                sessionId,
                selection);
    }

    Customer knownByUserIdAlone() {
        return new Customer(id, salonId, realm, null, userId, name, language, sessionId, selection);
    }

    /** @param latestName null: the message told none */
    public Customer named(@Nullable String latestName) {
        return latestName == null
                ? this
                : new Customer(id, salonId, realm, phone, userId, latestName, language, sessionId, selection);
    }

    public Customer speaking(String latestLanguage) {
        return new Customer(id, salonId, realm, phone, userId, name, latestLanguage, sessionId, selection);
    }

    /** @param latest the session and selection whose card the customer sees from now on */
    public Customer inSession(UUID latest, int latestSelection) {
        return new Customer(id, salonId, realm, phone, userId, name, language, latest, latestSelection);
    }

    public Customer withoutSession() {
        return new Customer(id, salonId, realm, phone, userId, name, language, null, null);
    }
}
