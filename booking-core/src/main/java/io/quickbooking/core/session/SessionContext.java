package io.quickbooking.core.session;

import io.quickbooking.core.catalog.Realm;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's choice at a salon that is not confirmed yet.
 *
 * @param step the step that was shown last; an earlier card can be confirmed at every later step
 * @param choice the choices so far; while a card is valid, the content of the card
 * @param selection counts the cards shown in this session, 0 before the first; only the last one can be confirmed
 * @param selectedSlot the content of the last card; null: no card yet
 * @param language BCP 47
 * @param startedAt when the first message of the session was answered
 * @param timestamp when the latest card was shown; before the first card, when the latest step was taken
 * @param expiresAt the end of the session, exclusive
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

    /** Returns whether there is a card that can be confirmed. */
    public boolean hasCard() {
        return selectedSlot != null;
    }

    /**
     * Returns the content of the card.
     *
     * @throws NullPointerException if the session has no card
     */
    public SelectedSlot card() {
        return Objects.requireNonNull(selectedSlot, "no card in this session");
    }

    /** Returns the same session by the rules in force, see {@link SelectedSlot#on}. */
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

    /** Returns {@code ${customer}_${salonId}}, the key of a session in any store. */
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
