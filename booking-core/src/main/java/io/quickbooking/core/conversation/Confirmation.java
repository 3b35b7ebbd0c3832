package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.OwnVisit;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.booking.BookingOutcome;
import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.booking.NewBooking;
import io.quickbooking.core.button.ButtonId.Confirm;
import io.quickbooking.core.button.ButtonId.PickSlot;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.message.Reason;
import io.quickbooking.core.session.SelectedSlot;
import io.quickbooking.core.session.SelectionToken;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.Sessions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Handles a tap on Confirm: books the slot on the card, or reports that it is taken. */
final class Confirmation {
    private final LockedFacts facts;
    private final AvailabilityService availability;
    private final BookingWriter bookings;
    private final Sessions sessions;
    private final Holds holds;
    private final SlotSelection slotSelection;
    private final Replies replies;

    Confirmation(
            LockedFacts facts,
            AvailabilityService availability,
            BookingWriter bookings,
            Sessions sessions,
            Holds holds,
            SlotSelection slotSelection,
            Replies replies) {
        this.facts = facts;
        this.availability = availability;
        this.bookings = bookings;
        this.sessions = sessions;
        this.holds = holds;
        this.slotSelection = slotSelection;
        this.replies = replies;
    }

    Decision decide(Confirm tapped, TapContext tap) {
        Optional<SelectionToken> token = SelectionToken.parse(tapped.token());
        Optional<SessionContext> session = tap.withCard();
        boolean namesCurrent =
                token.isPresent() && session.map(SessionContext::token).equals(token);
        if (token.isPresent() && !namesCurrent) {
            Optional<Booking> booked = bookings.byToken(
                            tap.salon().id(), tap.customer().id(), tapped.token())
                    .filter(booking -> booking.status() != Booking.Status.CANCELLED);
            if (booked.isPresent()) {
                return repeat(booked.get(), tap);
            }
            if (session.isPresent() && sessions.knows(token.get(), tap.customer())) {
                return tap.salon().active() ? showCurrentCard(session.get(), tap) : closed(tap);
            }
        }
        if (session.isEmpty() && !tap.salon().active()) {
            return closed(tap);
        }
        return session.map(current -> book(current, tap))
                .orElseGet(() -> Decision.answer(
                        TapOutcome.SESSION_EXPIRED, replies.notice(Notice.SESSION_EXPIRED, tap.language())));
    }

    private Decision showCurrentCard(SessionContext session, TapContext tap) {
        return Decision.within(
                session,
                TapOutcome.OLD_CARD,
                replies.card(
                        session,
                        holds.until(session, tap),
                        bookings.at(
                                        tap.salon().id(),
                                        tap.customer().id(),
                                        session.card().start(),
                                        session.card().end())
                                .map(other -> new OwnVisit(other.masterId(), other.service(), other.toldTs()))
                                .orElse(null),
                        tap.salon(),
                        tap.language()),
                SessionStep.NONE);
    }

    /**
     * Reports a visit that has begun or is over as such. Repeating the confirmation would make a customer come who was
     * there, or who missed it.
     */
    private Decision repeat(Booking booking, TapContext tap) {
        if (booking.status() == Booking.Status.CANCELLED) {
            return Decision.answer(TapOutcome.SESSION_EXPIRED, replies.notice(Notice.SESSION_EXPIRED, tap.language()));
        }
        boolean ahead =
                booking.status() == Booking.Status.CONFIRMED && booking.toldTs().isAfter(tap.now());
        return (ahead
                        ? Decision.answer(TapOutcome.REPEATED, replies.confirmed(booking, tap.salon(), tap.language()))
                        : Decision.answer(TapOutcome.VISIT_OVER, replies.past(booking, tap)))
                .withBooking(booking);
    }

    private Decision repeat(Booking booking, SessionContext session, TapContext tap) {
        Decision repeated = repeat(booking, tap);
        return Decision.within(
                        session, repeated.outcome(), Objects.requireNonNull(repeated.reply()), SessionStep.END_BOOKED)
                .withBooking(booking);
    }

    private Decision closed(TapContext tap) {
        return Decision.answer(TapOutcome.SALON_CLOSED, replies.notice(Notice.SALON_CLOSED, tap.language()));
    }

    private Decision book(SessionContext session, TapContext tap) {
        if (isAnotherMaster(session.card(), tap.salon())) {
            return anotherCard(session.card(), tap);
        }
        // A held time was promised: the rules were checked when the hold was made, and are not checked again.
        return holds.book(session, tap)
                // A hold of a simulated customer does not block a real one.
                .map(held -> written(held, session, tap.salon(), tap, taken -> bookIfFree(session, tap)))
                .orElseGet(() -> bookIfFree(session, tap));
    }

    /**
     * Returns whether the master's name has changed since the card was shown: a booking must not carry the old name,
     * which may be another person's.
     */
    private static boolean isAnotherMaster(SelectedSlot selected, Salon salon) {
        return salon.master(selected.masterId().toString())
                .filter(master -> !master.name().equals(selected.masterName()))
                .isPresent();
    }

    /**
     * Shows a card as if the card's time were tapped again, with a token of its own, so that a second tap on the old
     * card books nothing.
     */
    private Decision anotherCard(SelectedSlot selected, TapContext tap) {
        return slotSelection.decide(
                new PickSlot(
                        selected.date(),
                        selected.time(),
                        selected.masterId().toString(),
                        selected.serviceId().toString()),
                tap);
    }

    private Decision bookIfFree(SessionContext shown, TapContext tap) {
        Salon salon = facts.of(shown.card().masterId(), tap.salon());
        // The zone may have changed within the two seconds for which the catalogue is cached.
        SessionContext session = shown.on(salon.zone());
        SelectedSlot selected = session.card();
        if (!salon.active()) {
            return Decision.within(
                    session,
                    TapOutcome.SALON_CLOSED,
                    replies.notice(Notice.SALON_CLOSED, tap.language()),
                    SessionStep.END_LOST);
        }
        if (isAnotherMaster(selected, salon)) {
            return anotherCard(selected, tap.on(salon));
        }
        Optional<Master> master = salon.master(selected.masterId().toString());
        Optional<Service> service = master.flatMap(found -> salon.serviceOf(found, selected.serviceId()));
        if (master.isEmpty() || service.isEmpty()) {
            return Decision.within(
                    session,
                    TapOutcome.UNKNOWN_PROVIDER,
                    replies.notice(Notice.PROVIDER_NOT_FOUND, tap.language()),
                    SessionStep.END_LOST);
        }
        Service asShown = new Service(
                selected.serviceId(),
                service.get().code(),
                selected.serviceName(),
                selected.duration(),
                selected.price(),
                service.get().bufferBefore(),
                service.get().bufferAfter(),
                true);
        Optional<Refusal> refusal = refusal(selected, salon, master.get(), asShown, tap.now());
        if (refusal.isPresent()) {
            return lost(session, master.get(), asShown, refusal.get(), tap);
        }
        return written(
                bookings.write(newBooking(session, salon, asShown, tap)),
                session,
                salon,
                tap,
                refused -> lost(session, master.get(), asShown, refused.reason(), tap));
    }

    private Decision written(
            BookingOutcome outcome,
            SessionContext session,
            Salon salon,
            TapContext tap,
            Function<BookingOutcome.Refused, Decision> refused) {
        return outcome.match(
                booked -> Decision.within(
                                session,
                                TapOutcome.BOOKED,
                                replies.confirmed(booked.booking(), salon, tap.language()),
                                SessionStep.END_BOOKED)
                        .withBooking(booked.booking()),
                before -> repeat(before.booking(), session, tap),
                refused);
    }

    /**
     * Applies the booking rules as of the time when the card was shown: the salon's notice had to be met then, and not
     * while the customer considers it.
     */
    private Optional<Refusal> refusal(SelectedSlot selected, Salon salon, Master master, Service service, Instant now) {
        if (!selected.start().isAfter(now)) {
            return Optional.of(Refusal.PAST);
        }
        return availability.refusalByRules(salon, master, service, selected.wallTime(), selected.timestamp());
    }

    private static NewBooking newBooking(SessionContext session, Salon salon, Service service, TapContext tap) {
        SelectedSlot selected = session.card();
        return new NewBooking(
                tap.salon().id(),
                tap.customer().realm(),
                tap.customer().id(),
                tap.customer().phone(),
                tap.customer().name(),
                selected.masterId(),
                selected.serviceId(),
                selected.serviceName(),
                selected.start(),
                selected.end(),
                selected.wallTime(),
                salon.zone().getId(),
                service.bufferBefore(),
                service.bufferAfter(),
                selected.price(),
                selected.currency(),
                session.token().toString(),
                null,
                tap.now());
    }

    private Decision lost(SessionContext session, Master master, Service service, Refusal refusal, TapContext tap) {
        SelectedSlot selected = session.card();
        Reason reason = refusal == Refusal.BOOKED ? Reason.JUST_BOOKED : Reason.SLOT_UNAVAILABLE;
        return Decision.within(
                        session,
                        TapOutcome.SLOT_TAKEN,
                        replies.alternatives(reason, master, service, selected.start(), selected.date(), tap),
                        SessionStep.END_LOST)
                .because(refusal);
    }
}
