package io.quickbooking.core.outbound;

import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that this relay alone may send until its lease ends.
 *
 * @param attempts this one included
 * @param errorCode what the attempt before left
 * @param kind of an answer, the outcome of its tap
 * @param trace in which it was written, see {@link io.quickbooking.core.measure.Traces#here}
 * @param askedAt when the tap came that this answers; null: it is no answer
 */
record ClaimedMessage(
        long id,
        UUID salonId,
        String phoneNumberId,
        @Nullable String phone,
        @Nullable String userId,
        @Nullable Instant lastInboundAt,
        String payload,
        int attempts,
        @Nullable Integer errorCode,
        Instant createdAt,
        String kind,
        @Nullable String trace,
        @Nullable Instant askedAt) {
    /** Our own mark on a waiting message: an earlier attempt may have reached the customer. No code of Meta's. */
    static final int IN_DOUBT = -1;

    SendRequest request() {
        return new SendRequest(phoneNumberId, recipient(), payload, CallbackData.of(id));
    }

    CustomerIdentity recipient() {
        return new CustomerIdentity(phone, userId);
    }

    boolean inDoubt() {
        return errorCode != null && errorCode == IN_DOUBT;
    }

    /** Whether WhatsApp no longer lets us answer freely. Unknown when the customer wrote last: WhatsApp decides. */
    boolean windowClosed(Instant now) {
        return ServiceWindow.isClosed(lastInboundAt, now);
    }
}
