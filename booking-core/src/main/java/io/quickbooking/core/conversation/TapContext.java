package io.quickbooking.core.conversation;

import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.session.SessionContext;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything a tap or a text is decided on, as of one moment and under the lock on its customer.
 *
 * @param salon as the catalogue keeps it, which may be two seconds old
 * @param session the customer's live session
 * @param language of the answer
 */
record TapContext(Salon salon, Customer customer, Optional<SessionContext> session, Locale language, Instant now) {
    /** The same, decided on newer facts. */
    TapContext on(Salon newer) {
        return new TapContext(newer, customer, session, language, now);
    }

    /** The live session, if it has come to a card. */
    Optional<SessionContext> withCard() {
        return session.filter(SessionContext::hasCard);
    }
}
