package io.quickbooking.core.conversation;

import io.quickbooking.core.availability.AvailabilityCheckResult;
import io.quickbooking.core.availability.AvailabilityService;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.button.ButtonId.PickSlot;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.conversation.Decision.Subject;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.message.Reason;
import io.quickbooking.core.session.SelectedSlot;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.Sessions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Handles a tap on a time: shows a card when it is free, alternatives when it is not. */
final class SlotSelection {
    private final LockedFacts facts;
    private final AvailabilityService availability;
    private final Sessions sessions;
    private final Holds holds;
    private final Replies replies;

    SlotSelection(
            LockedFacts facts, AvailabilityService availability, Sessions sessions, Holds holds, Replies replies) {
        this.facts = facts;
        this.availability = availability;
        this.sessions = sessions;
        this.holds = holds;
        this.replies = replies;
    }

    Decision decide(PickSlot picked, TapContext tap) {
        return decideOn(
                Holds.areUsedBy(tap.salon())
                        // A card with a hold is a promise, and is checked as carefully as a booking.
                        ? tap.salon()
                                .master(picked.masterRef())
                                .map(master -> tap.on(facts.of(master.id(), tap.salon())))
                                .orElse(tap)
                        : tap,
                picked);
    }

    private Decision decideOn(TapContext tap, PickSlot picked) {
        Optional<Master> master = tap.salon().master(picked.masterRef());
        Optional<Service> service = master.flatMap(found -> serviceFor(picked, found, tap));
        if (master.isEmpty() || service.isEmpty()) {
            return Decision.answer(
                    TapOutcome.UNKNOWN_PROVIDER, replies.notice(Notice.PROVIDER_NOT_FOUND, tap.language()));
        }
        LocalDateTime wallTime = picked.date().atTime(picked.time());
        return availability
                .check(
                        tap.salon(),
                        master.get(),
                        service.get(),
                        wallTime,
                        tap.customer().realm(),
                        tap.customer().id(),
                        tap.now())
                .match(
                        free -> select(free, tap),
                        unavailable -> offerOthers(master.get(), service.get(), wallTime, unavailable.reason(), tap));
    }

    /**
     * Returns the named service, else the session's, else the master's default; only services that the master performs.
     */
    private Optional<Service> serviceFor(PickSlot picked, Master master, TapContext tap) {
        Salon salon = tap.salon();
        if (picked.serviceRef() != null) {
            return salon.serviceOf(master, picked.serviceRef());
        }
        return tap.session()
                .map(sessions::service)
                .flatMap(id -> salon.serviceOf(master, id))
                .or(() -> salon.servicesOf(master).stream().findFirst());
    }

    private Decision select(AvailabilityCheckResult.Free free, TapContext tap) {
        Slot slot = free.slot();
        SessionContext session = sessions.select(
                tap.customer(),
                tap.session(),
                SelectedSlot.of(slot, tap.salon().currency().getCurrencyCode(), tap.now()),
                tap.language().toLanguageTag(),
                tap.now());
        Optional<Instant> heldUntil = Holds.areUsedBy(tap.salon()) ? holds.hold(session, slot, tap) : Optional.empty();
        if (Holds.areUsedBy(tap.salon()) && heldUntil.isEmpty()) {
            LocalDateTime wallTime = slot.start().toLocalDateTime();
            return offerOthers(slot.master(), slot.service(), wallTime, Refusal.BOOKED, tap);
        }
        return Decision.within(
                session,
                TapOutcome.CARD_SHOWN,
                replies.card(session, heldUntil, free.other(), tap.salon(), tap.language()),
                SessionStep.SELECT);
    }

    private Decision offerOthers(
            Master master, Service service, LocalDateTime wallTime, Refusal reason, TapContext tap) {
        Instant wanted = ZonedDateTime.of(wallTime, tap.salon().zone()).toInstant();
        return Decision.refused(
                TapOutcome.SLOT_UNAVAILABLE,
                replies.alternatives(Reason.SLOT_UNAVAILABLE, master, service, wanted, wallTime.toLocalDate(), tap),
                new Subject(master.id(), service.id(), wanted),
                reason);
    }
}
