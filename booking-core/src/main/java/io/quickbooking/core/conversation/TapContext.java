package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.session.SessionContext;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The facts on which a tap or a text is decided, as of one moment and under the lock on its customer.
 *
 * @param salon as the catalogue cache holds it, at most two seconds old
 * @param session the customer's live session
 * @param language of the answer
 */
record TapContext(Salon salon, Customer customer, Optional<SessionContext> session, Locale language, Instant now) {
    /** Returns the same context with newer facts. */
    TapContext on(Salon newer) {
        return new TapContext(newer, customer, session, language, now);
    }

    /** Returns the live session if it has a card. */
    Optional<SessionContext> withCard() {
        return session.filter(SessionContext::hasCard);
    }
}
