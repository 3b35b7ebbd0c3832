package io.quickbooking.core.session;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has chosen at a salon and not yet confirmed.
 *
 * @param step what the customer was shown last; a card of before can be confirmed at every later step
 * @param choice what they have chosen so far; of a card that stands, what the card shows
 * @param selection counts the cards shown in this session, 0 before the first; the last one is the one that can be
 *     confirmed
 * @param selectedSlot what the last card showed; null: there has been none
 * @param language BCP 47
 * @param startedAt when the first message of the session was answered
 * @param timestamp when the latest card was shown; before there is one, when the latest step was taken
 * @param expiresAt from this moment on the session is gone
 */
public record SessionContext(
        UUID id,
        int selection,
        UUID salonId,
        Realm realm,
        UUID customerId,
        Step step,
        Choice choice,
        @Nullable SelectedSlot selectedSlot,
        @Nullable String customerPhone,
        @Nullable String customerName,
        String language,
        Instant startedAt,
        Instant timestamp,
        Instant expiresAt) {

    public SessionContext {
        if ((selection == 0) != (selectedSlot == null) || (step == Step.CARD && selectedSlot == null)) {
            throw new IllegalArgumentException("selection " + selection + " at step " + step + " of session " + id);
        }
    }

    /** Whether there is a card that can be confirmed. */
    public boolean hasCard() {
        return selectedSlot != null;
    }

    /** What the card shows, of a session that has one. */
    public SelectedSlot card() {
        return Objects.requireNonNull(selectedSlot, "no card in this session");
    }

    /** The same by the rules in force, see {@link SelectedSlot#on}. */
    public SessionContext on(ZoneId zone) {
        SelectedSlot now = selectedSlot == null ? null : selectedSlot.on(zone);
        return now == selectedSlot
                ? this
                : new SessionContext(
                        id,
                        selection,
                        salonId,
                        realm,
                        customerId,
                        step,
                        choice,
                        now,
                        customerPhone,
                        customerName,
                        language,
                        startedAt,
                        timestamp,
                        expiresAt);
    }

    public SelectionToken token() {
        return new SelectionToken(id, selection);
    }

    /** {@code ${customer}_${salonId}}, the key of a session in any store. */
    public String key() {
        return key(customerId, salonId);
    }

    static String key(UUID customerId, UUID salonId) {
        return customerId + "_" + salonId;
    }

    boolean isAlive(Instant now) {
        return now.isBefore(expiresAt);
    }
}
