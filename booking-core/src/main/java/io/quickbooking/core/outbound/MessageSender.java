package io.quickbooking.core.outbound;

/**
 * Hands one message to WhatsApp. {@link CloudApiClient} is the library's implementation; a host application may supply
 * another.
 *
 * <p>Called by the relay's worker threads, several at a time, never within a transaction, and for one customer never
 * two at a time by the same relay. The same message may be passed more than once: after a crash, and after a lost
 * answer. It must answer within 20 seconds, well before the relay's lease of 30 seconds ends and another node sends the
 * message too.
 */
public interface MessageSender {
    /** Sends a message; expected failures are results. An exception counts as {@link SendResult.Unknown}. */
    SendResult send(SendRequest request);
}
