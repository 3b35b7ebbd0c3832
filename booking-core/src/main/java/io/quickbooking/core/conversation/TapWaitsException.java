package io.quickbooking.core.conversation;

/** A tap is stored in the inbox, but its turn has not come: an older tap of its customer waits for another attempt. */
public final class TapWaitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TapWaitsException(String messageId) {
        super("tap " + messageId + " waits behind an older one");
    }
}
