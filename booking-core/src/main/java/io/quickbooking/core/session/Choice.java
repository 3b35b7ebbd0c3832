package io.quickbooking.core.session;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's choices on the way to a slot.
 *
 * @param masterId null: not chosen yet, or any master
 * @param day on the salon's wall clock
 */
public record Choice(
        @Nullable UUID serviceId,
        @Nullable UUID masterId,
        @Nullable LocalDate day) {
    public static final Choice NONE = new Choice(null, null, null);

    static Choice of(SelectedSlot slot) {
        return new Choice(slot.serviceId(), slot.masterId(), slot.date());
    }
}
