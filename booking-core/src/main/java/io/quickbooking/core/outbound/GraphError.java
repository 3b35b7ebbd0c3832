package io.quickbooking.core.outbound;

import io.quickbooking.core.outbound.SendResult.Rejected;
import io.quickbooking.core.outbound.SendResult.RetryLater;
import io.quickbooking.core.outbound.SendResult.Scope;
import io.quickbooking.core.outbound.SendResult.Stopped;
import io.quickbooking.core.outbound.SendResult.Unknown;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the errors of the Graph API. Meta's code decides; the HTTP status decides only where no code is
 * conclusive.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
enum GraphError {
    /** Rate limits and maintenance: no message from this number passes for now. */
    NUMBER_BUSY(2, 4, 613, 80007, 130429, 131016, 131057, 133004),
    /** "Something went wrong" with this message. */
    MESSAGE_TROUBLE(131000),
    /** Too many messages to one recipient. */
    PAIR_LIMIT(131056),
    /** Wrong in itself, or not allowed outside the customer service window. */
    MESSAGE_REFUSED(
            100, 131008, 131009, 131047, 131051, 131053, 131062, 132000, 132001, 132005, 132007, 132012, 132015, 132016,
            132068, 132069, 135000),
    /** Not on WhatsApp, blocked, opted out. */
    RECIPIENT_REFUSED(130403, 130472, 130497, 131021, 131026, 131030, 131049, 131050),
    /** Token, permission, payment, registration, restriction; 200 to 299 too. Retries would make some of them worse. */
    NUMBER_STOPPED(0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 131048, 131064, 133010),
    /** A failure on Meta's side, possibly after the message went out. */
    OUTCOME_UNKNOWN;

    static final int WINDOW_CLOSED = 131047;

    private static final int API_UNKNOWN = 1;

    private final Set<Integer> codes;

    GraphError(Integer... codes) {
        this.codes = Set.of(codes);
    }

    /** @param code null when the answer had none, or was not Meta's */
    static GraphError of(@Nullable Integer code, int httpStatus) {
        if (code != null) {
            for (GraphError error : values()) {
                if (error.codes.contains(code)) {
                    return error;
                }
            }
            if (code >= 200 && code <= 299) {
                return NUMBER_STOPPED;
            }
            if (code == API_UNKNOWN && httpStatus >= 500) {
                return MESSAGE_TROUBLE;
            }
        }
        return ofHttpStatus(httpStatus);
    }

    private static GraphError ofHttpStatus(int status) {
        if (status == 429) {
            return NUMBER_BUSY;
        }
        if (status >= 500) {
            return OUTCOME_UNKNOWN;
        }
        // A redirect comes from a server that is not the Graph API.
        return status < 400 ? NUMBER_STOPPED : MESSAGE_REFUSED;
    }

    SendResult result(@Nullable Integer code, String reason) {
        return switch (this) {
            case NUMBER_BUSY -> new RetryLater(Scope.NUMBER, code, reason);
            case MESSAGE_TROUBLE -> new RetryLater(Scope.MESSAGE, code, reason);
            case PAIR_LIMIT -> new RetryLater(Scope.RECIPIENT, code, reason);
            case MESSAGE_REFUSED, RECIPIENT_REFUSED -> new Rejected(code, reason);
            case NUMBER_STOPPED -> new Stopped(code, reason);
            case OUTCOME_UNKNOWN -> new Unknown(reason);
        };
    }
}
