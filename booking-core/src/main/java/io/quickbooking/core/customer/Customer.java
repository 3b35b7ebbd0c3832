package io.quickbooking.core.customer;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes to a salon. Read under the lock on the row, so that {@code sessionId} and {@code selection} are
 * what the customer's last message left.
 *
 * @param language BCP 47, as the customer last used it; null: unknown
 * @param sessionId the session whose card the customer sees; null: none
 * @param selection which selection of that session; null exactly when there is no session
 * @param offeredAt when a text of theirs was last answered with an offer; null: never
 * @param optedOutAt when they asked for nothing but answers; null: they have not
 * @param tapBucket how many taps they have left, as the limit on taps keeps it; null: all
 * @param limitedAt since when they are not answered, having been told that they tap too fast; null: they are
 * @param version of the row: each tap leaves another one
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

    /** What they are written to. */
    public CustomerIdentity identity() {
        return new CustomerIdentity(phone, userId);
    }

    /** Whether a number is theirs, in whichever spelling. */
    boolean hasLine(String number) {
        return phone != null && NumberingPlan.key(phone).equals(NumberingPlan.key(number));
    }

    /** With what the latest message tells; what it leaves out is kept. */
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

    /** @param latestName null: the message told none */
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

    /** @param latest the session and selection whose card the customer sees from now on */
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

    /** With what is left of their taps; the arguments are the record's. */
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
