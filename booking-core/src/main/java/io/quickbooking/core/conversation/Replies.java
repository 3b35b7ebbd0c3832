package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.button.ButtonId.ChangeTime;
import io.quickbooking.core.button.ButtonId.Confirm;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.message.Alternative;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.message.Reason;
import io.quickbooking.core.message.Visit;
import io.quickbooking.core.session.SelectedSlot;
import io.quickbooking.core.session.SessionContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The messages that taps are answered with. */
final class Replies {
    private final InteractiveMessageBuilder messages;
    private final ButtonParserService buttons;
    private final AvailabilityService availability;

    Replies(InteractiveMessageBuilder messages, ButtonParserService buttons, AvailabilityService availability) {
        this.messages = messages;
        this.buttons = buttons;
        this.availability = availability;
    }

    InteractiveMessage notice(Notice notice, Locale language) {
        return messages.notice(notice, language);
    }

    /** @param heldUntil until when its time is kept for the customer; empty: it is not */
    InteractiveMessage card(SessionContext session, Optional<Instant> heldUntil, Salon salon, Locale language) {
        SelectedSlot slot = session.selectedSlot();
        String token = session.token().toString();
        return messages.card(
                new Visit(
                        slot.serviceName(),
                        slot.masterName(),
                        slot.start().atZone(salon.zone()),
                        slot.duration(),
                        slot.price(),
                        salon.currency()),
                heldUntil.map(until -> until.atZone(salon.zone())).orElse(null),
                buttons.format(new Confirm(token)),
                buttons.format(new ChangeTime(token)),
                language);
    }

    InteractiveMessage confirmed(Booking booking, Salon salon, Locale language) {
        String masterName = salon.masters().stream()
                .filter(master -> master.id().equals(booking.masterId()))
                .map(Master::name)
                .findFirst()
                .orElseThrow();
        return messages.confirmed(
                new Visit(
                        booking.service(),
                        masterName,
                        booking.startTs().atZone(salon.zone()),
                        booking.duration(),
                        booking.price(),
                        Currency.getInstance(booking.currency())),
                booking.bookingCode(),
                language);
    }

    /**
     * The next free times of a master, not before {@code from}.
     *
     * @param requestedDate times of other dates name their day
     */
    InteractiveMessage alternatives(
            Reason reason, Master master, Service service, Instant from, LocalDate requestedDate, TapContext tap) {
        return offer(reason, find(master, service, from, InteractiveMessage.MAX_BUTTONS, tap), requestedDate, tap);
    }

    /** Other times on the day of the selection and after. */
    InteractiveMessage otherTimes(SessionContext session, Master master, Service service, TapContext tap) {
        SelectedSlot selected = session.selectedSlot();
        Instant startOfDay = selected.date().atStartOfDay(tap.salon().zone()).toInstant();
        List<Slot> slots = find(master, service, startOfDay, InteractiveMessage.MAX_BUTTONS + 1, tap).stream()
                .filter(slot -> !slot.from().equals(selected.start()))
                .limit(InteractiveMessage.MAX_BUTTONS)
                .toList();
        return offer(Reason.OTHER_TIMES, slots, selected.date(), tap);
    }

    /** From the wanted time on; where nothing is free any more, from now on. */
    private List<Slot> find(Master master, Service service, Instant from, int limit, TapContext tap) {
        List<Slot> slots = search(master, service, from, limit, tap);
        return slots.isEmpty() && from.isAfter(tap.now()) ? search(master, service, tap.now(), limit, tap) : slots;
    }

    private List<Slot> search(Master master, Service service, Instant from, int limit, TapContext tap) {
        return availability.alternatives(
                master,
                new SlotQuery(
                        tap.salon(),
                        service,
                        from,
                        tap.customer().id(),
                        tap.customer().realm(),
                        limit,
                        tap.now()));
    }

    private InteractiveMessage offer(Reason reason, List<Slot> slots, LocalDate requestedDate, TapContext tap) {
        List<Alternative> alternatives = slots.stream()
                .map(slot -> new Alternative(
                        buttons.format(SlotButtons.of(slot)),
                        slot.start(),
                        slot.master().name()))
                .toList();
        return messages.alternatives(reason, alternatives, requestedDate, tap.language());
    }
}
