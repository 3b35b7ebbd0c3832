package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.button.ButtonId.PickSlot;
import io.quickbooking.core.catalog.Master;

/**
 * Creates the button of an offered slot. It names the service, because a session may end before the button is tapped.
 */
final class SlotButtons {
    private SlotButtons() {}

    static PickSlot of(Slot slot) {
        return new PickSlot(
                slot.start().toLocalDate(),
                slot.start().toLocalTime(),
                slot.master().code(),
                slot.service().code());
    }

    /** Returns the reference of a master where "any master" could be meant too. */
    static String reference(Master master) {
        return master.code().equals(ButtonId.ANYONE) ? master.id().toString() : master.code();
    }
}
