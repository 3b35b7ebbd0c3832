package io.quickbooking.core.outbound;

import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that only this relay may send until its lease ends.
 *
 * @param attempts this one included
 * @param errorCode the result of the previous attempt
 * @param kind of an answer, the outcome of its tap
 * @param trace the trace in which it was written, see {@link io.quickbooking.core.measure.Traces#here}
 * @param askedAt when the answered tap arrived; null: it is not an answer
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
    /**
     * This product's own code on a waiting message, not one of Meta's: an earlier attempt may have reached the
     * customer.
     */
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

    /**
     * Returns whether WhatsApp's window for free answers is closed. If the time of the customer's last message is
     * unknown, WhatsApp decides.
     */
    boolean windowClosed(Instant now) {
        return ServiceWindow.isClosed(lastInboundAt, now);
    }
}
