package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.OwnVisit;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.button.ButtonId.BookingPlace;
import io.quickbooking.core.button.ButtonId.CancelBooking;
import io.quickbooking.core.button.ButtonId.CancelForGood;
import io.quickbooking.core.button.ButtonId.ChangeTime;
import io.quickbooking.core.button.ButtonId.Confirm;
import io.quickbooking.core.button.ButtonId.KeepBooking;
import io.quickbooking.core.button.ButtonId.MoreTimes;
import io.quickbooking.core.button.ButtonId.MyBookings;
import io.quickbooking.core.button.ButtonId.NextTimes;
import io.quickbooking.core.button.ButtonId.PickDay;
import io.quickbooking.core.button.ButtonId.PickMaster;
import io.quickbooking.core.button.ButtonId.PickService;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.message.Alternative;
import io.quickbooking.core.message.ChoiceMessages;
import io.quickbooking.core.message.ChoiceMessages.BookedVisit;
import io.quickbooking.core.message.ChoiceMessages.Chosen;
import io.quickbooking.core.message.ChoiceMessages.DayChoice;
import io.quickbooking.core.message.ChoiceMessages.MasterChoice;
import io.quickbooking.core.message.ChoiceMessages.ServiceChoice;
import io.quickbooking.core.message.ChoiceMessages.TimeChoice;
import io.quickbooking.core.message.ChoiceMessages.Ways;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.message.OtherVisit;
import io.quickbooking.core.message.Reason;
import io.quickbooking.core.message.Visit;
import io.quickbooking.core.message.Way;
import io.quickbooking.core.message.Way.To;
import io.quickbooking.core.session.SelectedSlot;
import io.quickbooking.core.session.SessionContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the messages that answer taps and texts. */
final class Replies {
    private final InteractiveMessageBuilder messages;
    private final ChoiceMessages choices;
    private final ButtonParserService buttons;
    private final AvailabilityService availability;

    Replies(InteractiveMessageBuilder messages, ButtonParserService buttons, AvailabilityService availability) {
        this.messages = messages;
        this.choices = messages.choices();
        this.buttons = buttons;
        this.availability = availability;
    }

    /** Builds a notice, with a button to go on where the customer would otherwise have nothing to tap. */
    InteractiveMessage notice(Notice notice, Locale language) {
        return messages.leadingOn(messages.notice(notice, language), ways(notice), language);
    }

    private List<Way> ways(Notice notice) {
        return switch (notice) {
            case INVALID_BUTTON, SESSION_EXPIRED, PROVIDER_NOT_FOUND, NO_BOOKINGS, FAILURE ->
                List.of(new Way(buttons.format(new NextTimes()), To.MORE_TIMES));
            case HELP -> List.of(toAnotherBooking(), toBookings());
            case NOT_CANCELLABLE, KEPT, SALON_CLOSED -> List.of(toBookings());
            // A button would invite another message from customers who want none, or who have to wait.
            case STOPPED, TOO_FAST -> List.of();
        };
    }

    private Way toBookings() {
        return new Way(buttons.format(new MyBookings(null)), To.BOOKINGS);
    }

    private Way toAnotherBooking() {
        return new Way(buttons.format(new NextTimes()), To.BOOKING);
    }

    /**
     * @param heldUntil end of the hold on the card's time; empty: there is no hold
     * @param other the customer's own booking at that time; null: none
     */
    InteractiveMessage card(
            SessionContext session,
            Optional<Instant> heldUntil,
            @Nullable OwnVisit other,
            Salon salon,
            Locale language) {
        SelectedSlot slot = session.card();
        String token = session.token().toString();
        return messages.card(
                Visit.of(
                        slot.serviceName(),
                        slot.masterName(),
                        slot.start().atZone(salon.zone()),
                        slot.duration(),
                        slot.price(),
                        slot.currency()),
                heldUntil.map(until -> until.atZone(salon.zone())).orElse(null),
                other == null
                        ? null
                        : new OtherVisit(
                                other.service(), other.start().atZone(salon.zone()), nameOf(other.masterId(), salon)),
                buttons.format(new Confirm(token)),
                buttons.format(new ChangeTime(token)),
                language);
    }

    InteractiveMessage confirmed(Booking booking, Salon salon, Locale language) {
        return messages.confirmed(
                visit(booking, salon),
                booking.bookingCode(),
                List.of(toBookings(), new Way(cancelId(booking), To.CANCELLATION)),
                language);
    }

    private static Visit visit(Booking booking, Salon salon) {
        return Visit.of(
                booking.service(),
                nameOf(booking.masterId(), salon),
                booking.toldTs().atZone(salon.zone()),
                booking.duration(),
                booking.price(),
                booking.currency());
    }

    private static String nameOf(UUID masterId, Salon salon) {
        return salon.masters().stream()
                .filter(master -> master.id().equals(masterId))
                .map(Master::name)
                .findFirst()
                .orElseThrow();
    }

    InteractiveMessage bookings(List<Booking> bookings, TapContext tap) {
        return choices.bookings(
                bookings.stream().map(booking -> booked(booking, tap)).toList(),
                this::moreAfter,
                buttons.format(new NextTimes()),
                tap.language());
    }

    InteractiveMessage whichBooking(List<Booking> bookings, TapContext tap) {
        return choices.whichBooking(
                bookings.stream().map(booking -> booked(booking, tap)).toList(), this::moreAfter, tap.language());
    }

    private String moreAfter(BookedVisit last) {
        return buttons.format(new MyBookings(new BookingPlace(
                LocalDateTime.ofInstant(last.visit().start().toInstant(), ZoneOffset.UTC), last.bookingCode())));
    }

    InteractiveMessage cancelQuestion(Booking booking, TapContext tap) {
        return choices.cancelQuestion(
                booked(booking, tap),
                buttons.format(new CancelForGood(booking.bookingCode())),
                buttons.format(new KeepBooking(booking.bookingCode())),
                tap.language());
    }

    InteractiveMessage cancelledAsAsked(Booking booking, TapContext tap) {
        return choices.cancelledAsAsked(booked(booking, tap), List.of(toAnotherBooking()), tap.language());
    }

    /** Says that a visit has begun or is over. */
    InteractiveMessage past(Booking booking, TapContext tap) {
        return choices.past(booked(booking, tap), List.of(toAnotherBooking(), toBookings()), tap.language());
    }

    private BookedVisit booked(Booking booking, TapContext tap) {
        return new BookedVisit(cancelId(booking), visit(booking, tap.salon()), booking.bookingCode());
    }

    private String cancelId(Booking booking) {
        return buttons.format(new CancelBooking(booking.bookingCode()));
    }

    /** Says that nothing is free in the whole salon. */
    InteractiveMessage noTimesAtAll(Locale language) {
        return messages.leadingOn(
                messages.alternatives(Reason.NEXT_TIMES, List.of(), LocalDate.EPOCH, language),
                List.of(new Way(buttons.format(new MoreTimes(null)), To.MORE_TIMES), toBookings()),
                language);
    }

    /** @param usual whether the times are for the customer's last service */
    InteractiveMessage nextTimes(boolean usual, List<Slot> slots, TapContext tap) {
        return choices.offer(
                usual,
                slots.get(0).service().name(),
                alternatives(slots),
                LocalDate.ofInstant(tap.now(), tap.salon().zone()),
                buttons.format(new MoreTimes(null)),
                tap.language());
    }

    InteractiveMessage services(List<Service> services, @Nullable ButtonId more, ButtonId back, TapContext tap) {
        return choices.services(
                services.stream()
                        .map(service -> new ServiceChoice(
                                buttons.format(new PickService(service.code(), null)),
                                service.name(),
                                service.duration(),
                                service.price()))
                        .toList(),
                tap.salon().currency(),
                ways(more, back),
                tap.language());
    }

    /** @param anyone whether "any master" is a choice */
    InteractiveMessage masters(
            Service service,
            boolean anyone,
            List<Master> masters,
            @Nullable ButtonId more,
            ButtonId back,
            TapContext tap) {
        List<MasterChoice> rows = new ArrayList<>();
        if (anyone) {
            rows.add(new MasterChoice(buttons.format(new PickMaster(service.code(), null, null)), null));
        }
        for (Master master : masters) {
            rows.add(new MasterChoice(
                    buttons.format(new PickMaster(service.code(), SlotButtons.reference(master), null)),
                    master.name()));
        }
        return choices.masters(service.name(), rows, ways(more, back), tap.language());
    }

    /**
     * @param master null: any
     * @param firsts the first free slot of each day
     */
    InteractiveMessage days(
            Service service,
            @Nullable Master master,
            List<Slot> firsts,
            @Nullable ButtonId more,
            ButtonId back,
            TapContext tap) {
        String masterRef = master == null ? null : SlotButtons.reference(master);
        return choices.days(
                chosen(service, master, null),
                firsts.stream()
                        .map(slot -> new DayChoice(
                                buttons.format(new PickDay(
                                        service.code(), masterRef, slot.start().toLocalDate(), null)),
                                slot.start()))
                        .toList(),
                ways(more, back),
                tap.language());
    }

    /**
     * @param master null: any
     * @param toOtherDays whether the back button leads to the days
     */
    InteractiveMessage times(
            Service service,
            @Nullable Master master,
            List<Slot> slots,
            @Nullable ButtonId more,
            ButtonId back,
            boolean toOtherDays,
            TapContext tap) {
        Ways ways = ways(more, back);
        return choices.times(
                chosen(service, master, slots.get(0).start()),
                slots.stream()
                        .map(slot -> new TimeChoice(
                                buttons.format(SlotButtons.of(slot)),
                                slot.start(),
                                master == null ? slot.master().name() : null))
                        .toList(),
                toOtherDays ? ways.toOtherDays() : ways,
                tap.language());
    }

    /**
     * @param master null: any
     * @param date null: no particular day
     */
    InteractiveMessage nothingFree(
            Service service, @Nullable Master master, @Nullable LocalDate date, ButtonId back, TapContext tap) {
        return choices.nothingFree(
                chosen(
                        service,
                        master,
                        date == null ? null : date.atStartOfDay(tap.salon().zone())),
                buttons.format(back),
                tap.language());
    }

    private static Chosen chosen(Service service, @Nullable Master master, @Nullable ZonedDateTime day) {
        return new Chosen(service.name(), master == null ? null : master.name(), day);
    }

    private Ways ways(@Nullable ButtonId more, ButtonId back) {
        return new Ways(more == null ? null : buttons.format(more), buttons.format(back));
    }

    /**
     * Offers the next free times of a master, not before {@code from}.
     *
     * @param requestedDate times on other dates are labelled with their day
     */
    InteractiveMessage alternatives(
            Reason reason, Master master, Service service, Instant from, LocalDate requestedDate, TapContext tap) {
        return offer(reason, find(master, service, from, InteractiveMessage.MAX_BUTTONS, tap), requestedDate, tap);
    }

    /** Searches from the requested time on; where nothing is free after it, from now on. */
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
        InteractiveMessage offer = messages.alternatives(reason, alternatives(slots), requestedDate, tap.language());
        return slots.isEmpty()
                ? messages.leadingOn(
                        offer, List.of(new Way(buttons.format(new MoreTimes(null)), To.MORE_TIMES)), tap.language())
                : offer;
    }

    private List<Alternative> alternatives(List<Slot> slots) {
        return slots.stream()
                .map(slot -> new Alternative(
                        buttons.format(SlotButtons.of(slot)),
                        slot.start(),
                        slot.master().name()))
                .toList();
    }
}
