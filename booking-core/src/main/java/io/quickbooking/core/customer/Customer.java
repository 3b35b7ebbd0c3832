package io.quickbooking.core.customer;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who writes to a salon. It is read under the lock on the row, so that {@code sessionId} and {@code selection}
 * are those after the customer's last message.
 *
 * @param language BCP 47, as the customer last used it; null: unknown
 * @param sessionId the session whose card the customer sees; null: none
 * @param selection the number of the selection in that session; null exactly when there is no session
 * @param offeredAt when a text was last answered with an offer; null: never
 * @param optedOutAt when the customer asked for nothing but answers; null: never
 * @param tapBucket the remaining taps, in the form of the rate limit; null: all
 * @param limitedAt the time since which the customer is not answered, after the notice about tapping too fast; null:
 *     not limited
 * @param version of the row: each tap increases it
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
        @Nullable Integer selection,
        @Nullable Instant offeredAt,
        @Nullable Instant optedOutAt,
        byte @Nullable [] tapBucket,
        @Nullable Instant limitedAt,
        long version) {

    /** Returns the identity to which messages are sent. */
    public CustomerIdentity identity() {
        return new CustomerIdentity(phone, userId);
    }

    /** Returns whether a number is the customer's, in any spelling. */
    boolean hasLine(String number) {
        return phone != null && NumberingPlan.key(phone).equals(NumberingPlan.key(number));
    }

    /** Returns the customer with the identity from the latest message; absent parts are not changed. */
    Customer knownAs(CustomerIdentity identity) {
        return identified(
                identity.phone() != null ? identity.phone() : phone,
                identity.userId() != null ? identity.userId() : userId);
    }

    Customer knownByUserIdAlone() {
        return identified(null, userId);
    }

    private Customer identified(@Nullable String latestPhone, @Nullable String latestUserId) {
        return new Customer(
                id,
                salonId,
                realm,
                latestPhone,
                latestUserId,
                name,
                language,
                sessionId,
                selection,
                offeredAt,
                optedOutAt,
                tapBucket,
                limitedAt,
                version);
    }

    /** @param latestName null: the message has no name */
    public Customer named(@Nullable String latestName) {
        return latestName == null ? this : described(latestName, language);
    }

    public Customer speaking(String latestLanguage) {
        return described(name, latestLanguage);
    }

    private Customer described(@Nullable String latestName, @Nullable String latestLanguage) {
        return new Customer(
                id,
                salonId,
                realm,
                phone,
                userId,
                latestName,
                latestLanguage,
                sessionId,
                selection,
                offeredAt,
                optedOutAt,
                tapBucket,
                limitedAt,
                version);
    }

    /**
     * @param latest the session whose card the customer sees from now on
     * @param latestSelection the selection in that session
     */
    public Customer inSession(UUID latest, int latestSelection) {
        return at(latest, latestSelection);
    }

    public Customer withoutSession() {
        return at(null, null);
    }

    private Customer at(@Nullable UUID latest, @Nullable Integer latestSelection) {
        return new Customer(
                id,
                salonId,
                realm,
                phone,
                userId,
                name,
                language,
                latest,
                latestSelection,
                offeredAt,
                optedOutAt,
                tapBucket,
                limitedAt,
                version);
    }

    public Customer offered(Instant at) {
        return noted(at, optedOutAt);
    }

    public Customer optedOut(Instant at) {
        return noted(offeredAt, at);
    }

    public Customer optedIn() {
        return noted(offeredAt, null);
    }

    private Customer noted(@Nullable Instant latestOffer, @Nullable Instant latestOptOut) {
        return new Customer(
                id,
                salonId,
                realm,
                phone,
                userId,
                name,
                language,
                sessionId,
                selection,
                latestOffer,
                latestOptOut,
                tapBucket,
                limitedAt,
                version);
    }

    /** Returns the customer with the remaining taps; the arguments are those of the record. */
    public Customer allowed(byte @Nullable [] bucket, @Nullable Instant limitedSince) {
        return new Customer(
                id,
                salonId,
                realm,
                phone,
                userId,
                name,
                language,
                sessionId,
                selection,
                offeredAt,
                optedOutAt,
                bucket,
                limitedSince,
                version);
    }
}
