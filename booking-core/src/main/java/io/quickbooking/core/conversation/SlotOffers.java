package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.message.Languages;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the next free slots, each with the button that picks it, for host programs that make their own offers. */
public final class SlotOffers {
    private final AvailabilityService availability;
    private final ButtonParserService buttons;
    private final InteractiveMessageBuilder messages;
    private final Transactions transactions;
    private final InstantSource clock;

    public SlotOffers(
            AvailabilityService availability,
            ButtonParserService buttons,
            InteractiveMessageBuilder messages,
            Transactions transactions,
            InstantSource clock) {
        this.availability = availability;
        this.buttons = buttons;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param buttonId the id that a tap on it sends
     * @param title the text that fits on the button, such as {@code 4:00 PM - Sarah}
     */
    public record Offer(Slot slot, String buttonId, String title) {}

    /**
     * Returns free slots by time.
     *
     * @param master null: any who performs the service
     * @param from the earliest start; null: now
     * @param limit how many at most, at least 1
     */
    public List<Offer> next(Salon salon, @Nullable Master master, Service service, @Nullable Instant from, int limit) {
        return next(salon, master, service, from, limit, Realm.LIVE);
    }

    /** Returns free slots by time, as customers of this realm see them. */
    public List<Offer> next(
            Salon salon, @Nullable Master master, Service service, @Nullable Instant from, int limit, Realm realm) {
        Instant now = clock.instant();
        List<Master> masters = master == null ? salon.mastersOf(service) : List.of(master);
        SlotQuery query = new SlotQuery(salon, service, from == null ? now : from, null, realm, limit, now);
        return transactions.read(() -> availability.next(masters, query)).stream()
                .map(slot -> offer(slot, salon))
                .toList();
    }

    private Offer offer(Slot slot, Salon salon) {
        return new Offer(
                slot,
                buttons.format(SlotButtons.of(slot)),
                messages.slotTitle(
                        slot.start(),
                        slot.master().name(),
                        slot.start().toLocalDate(),
                        Languages.closest(null, salon.language())));
    }
}
