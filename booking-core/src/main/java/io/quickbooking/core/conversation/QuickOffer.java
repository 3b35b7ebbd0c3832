package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.session.Choice;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.session.Step;
import java.util.List;
import java.util.Optional;

/**
 * Offers the next free times, one tap away from a card: for the customer's last service, else for the salon's first
 * service.
 */
final class QuickOffer {
    private static final int TIMES = InteractiveMessage.MAX_BUTTONS - 1;

    private final OfferSearch free;
    private final BookingWriter bookings;
    private final Sessions sessions;
    private final Replies replies;

    QuickOffer(OfferSearch free, BookingWriter bookings, Sessions sessions, Replies replies) {
        this.free = free;
        this.bookings = bookings;
        this.sessions = sessions;
        this.replies = replies;
    }

    private record Usual(Service service, Master master) {}

    Decision decide(TapContext tap) {
        Optional<Usual> usual = usual(tap);
        if (usual.isPresent()) {
            List<Slot> slots = free.find(
                    tap,
                    times -> times.alternatives(
                            usual.get().master(), query(usual.get().service(), tap)));
            if (!slots.isEmpty()) {
                Choice choice = new Choice(
                        usual.get().service().id(), usual.get().master().id(), null);
                return offer(slots, true, choice, tap);
            }
        }
        List<Slot> slots = ofAnything(Offering.of(tap.salon()).services(), tap);
        return slots.isEmpty()
                ? Decision.answer(TapOutcome.NOTHING_FREE, replies.noTimesAtAll(tap.language()))
                : offer(slots, false, new Choice(slots.get(0).service().id(), null, null), tap);
    }

    /** Searches times of the salon's first service; if it has none, of the next service that has some. */
    private List<Slot> ofAnything(List<Service> services, TapContext tap) {
        if (services.isEmpty()) {
            return List.of();
        }
        List<Slot> first = next(services.get(0), tap);
        List<Service> others = services.subList(1, services.size());
        if (!first.isEmpty() || others.isEmpty()) {
            return first;
        }
        return free.find(tap, times -> times.nextOfAny(others, query(others.get(0), tap))).stream()
                .findFirst()
                .map(slot -> next(slot.service(), tap))
                .orElseGet(List::of);
    }

    private List<Slot> next(Service service, TapContext tap) {
        return free.find(tap, times -> times.next(tap.salon().mastersOf(service), query(service, tap)));
    }

    private Decision offer(List<Slot> slots, boolean usual, Choice choice, TapContext tap) {
        SessionContext session = sessions.advance(
                tap.customer(),
                tap.session(),
                Step.OFFER,
                choice,
                tap.language().toLanguageTag(),
                tap.now());
        return Decision.within(
                session, TapOutcome.TIMES_OFFERED, replies.nextTimes(usual, slots, tap), SessionStep.ADVANCE);
    }

    /** Returns the customer's last master and service, as far as the salon still has them. */
    private Optional<Usual> usual(TapContext tap) {
        return bookings.latest(tap.salon().id(), tap.customer().id()).flatMap(booking -> usual(booking, tap));
    }

    private static Optional<Usual> usual(Booking booking, TapContext tap) {
        Offering offering = Offering.of(tap.salon());
        return offering.service(booking.serviceId().toString())
                .flatMap(service -> offering.masters(service, booking.masterId().toString()).stream()
                        .findFirst()
                        .map(master -> new Usual(service, master)));
    }

    private static SlotQuery query(Service service, TapContext tap) {
        return new SlotQuery(
                tap.salon(),
                service,
                tap.now(),
                tap.customer().id(),
                tap.customer().realm(),
                TIMES,
                tap.now());
    }
}
