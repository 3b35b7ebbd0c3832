package io.quickbooking.core.conversation;

import static io.quickbooking.core.message.ChoiceMessages.Ways.room;

import io.quickbooking.core.availability.Slot;
import io.quickbooking.core.availability.SlotQuery;
import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.button.ButtonId.MoreTimes;
import io.quickbooking.core.button.ButtonId.NextTimes;
import io.quickbooking.core.button.ButtonId.PickDay;
import io.quickbooking.core.button.ButtonId.PickMaster;
import io.quickbooking.core.button.ButtonId.PickService;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.Decision.SessionStep;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessage.Menu;
import io.quickbooking.core.message.Notice;
import io.quickbooking.core.session.Choice;
import io.quickbooking.core.session.SelectedSlot;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.Sessions;
import io.quickbooking.core.session.Step;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Leads to a slot by lists: service, master, day, time. A step with a single choice is skipped, and the back button
 * leads to the last step that was not skipped. Each row carries the whole choice in its id, so that a list of last week
 * still works.
 */
final class StepByStep {
    private final OfferSearch free;
    private final Sessions sessions;
    private final SlotSelection slotSelection;
    private final Replies replies;

    StepByStep(OfferSearch free, Sessions sessions, SlotSelection slotSelection, Replies replies) {
        this.free = free;
        this.sessions = sessions;
        this.slotSelection = slotSelection;
        this.replies = replies;
    }

    /** A service and the masters who may perform it. */
    private record Way(
            Service service, List<Master> masters, @Nullable Master chosen) {
        static Optional<Way> of(Offering offering, String serviceRef, @Nullable String masterRef) {
            return offering.service(serviceRef)
                    .map(service -> {
                        List<Master> masters = offering.masters(service, masterRef);
                        return new Way(
                                service,
                                masters,
                                masters.size() == 1 && (masterRef != null || single(offering, service))
                                        ? masters.get(0)
                                        : null);
                    })
                    .filter(way -> !way.masters().isEmpty());
        }

        private static boolean single(Offering offering, Service service) {
            return offering.salon().mastersOf(service).size() == 1;
        }

        @Nullable
        String masterRef() {
            return chosen == null ? null : SlotButtons.reference(chosen);
        }

        Choice choice(@Nullable LocalDate day) {
            return new Choice(service.id(), chosen == null ? null : chosen.id(), day);
        }
    }

    /** Lists the services; for a salon with a single service, its masters. */
    Decision services(MoreTimes asked, TapContext tap) {
        Offering offering = Offering.of(tap.salon());
        List<Service> services = offering.services();
        if (services.isEmpty()) {
            return Decision.answer(TapOutcome.NOTHING_FREE, replies.noTimesAtAll(tap.language()));
        }
        if (services.size() == 1) {
            return masters(new PickService(services.get(0).code(), null), tap);
        }
        Page<Service> page = Page.of(services, begins(asked.after(), offering::upTo), 0);
        return advance(
                Step.SERVICE,
                Choice.NONE,
                TapOutcome.SERVICES_LISTED,
                replies.services(
                        page.shown(),
                        page.more()
                                ? new MoreTimes(Place.after(
                                        page.last().code(), page.last().id()))
                                : null,
                        new NextTimes(),
                        tap),
                tap);
    }

    /** Lists the masters of a service; if there is only one, the days. */
    Decision masters(PickService asked, TapContext tap) {
        Offering offering = Offering.of(tap.salon());
        Optional<Way> way = Way.of(offering, asked.serviceRef(), null);
        if (way.isEmpty()) {
            return unknown(tap);
        }
        Service service = way.get().service();
        if (way.get().chosen() != null) {
            return days(way.get(), null, tap);
        }
        Page<Master> page =
                Page.of(way.get().masters(), begins(asked.after(), reference -> offering.upTo(service, reference)), 1);
        return advance(
                Step.MASTER,
                new Choice(service.id(), null, null),
                TapOutcome.MASTERS_LISTED,
                replies.masters(
                        service,
                        page.isFirst(),
                        page.shown(),
                        page.more()
                                ? new PickService(
                                        service.code(),
                                        Place.after(
                                                page.last().code(), page.last().id()))
                                : null,
                        backFromMasters(tap.salon()),
                        tap),
                tap);
    }

    /** Lists the days with free times. */
    Decision days(PickMaster asked, TapContext tap) {
        return Way.of(Offering.of(tap.salon()), asked.serviceRef(), asked.masterRef())
                .map(way -> days(way, asked.from(), tap))
                .orElseGet(() -> unknown(tap));
    }

    private Decision days(Way way, @Nullable LocalDate from, TapContext tap) {
        LocalDate today = LocalDate.ofInstant(tap.now(), tap.salon().zone());
        List<Slot> firsts = free.find(
                tap, days -> days.firstOfDays(way.masters(), query(way.service(), tap), from == null ? today : from));
        ButtonId back = backFromDays(way, tap.salon());
        if (firsts.isEmpty()) {
            // The days of the next page are full by now; earlier days may still be free.
            return from == null ? nothingFree(way, null, back, tap) : days(way, null, tap);
        }
        if (firsts.size() == 1 && from == null) {
            return times(way, firsts.get(0).start().toLocalDate(), null, back, false, tap);
        }
        boolean more = firsts.size() > room(false);
        List<Slot> shown = more ? firsts.subList(0, room(true)) : firsts;
        return advance(
                Step.DAY,
                way.choice(null),
                TapOutcome.DAYS_LISTED,
                replies.days(
                        way.service(),
                        way.chosen(),
                        shown,
                        more
                                ? new PickMaster(
                                        way.service().code(),
                                        way.masterRef(),
                                        firsts.get(shown.size()).start().toLocalDate())
                                : null,
                        back,
                        tap),
                tap);
    }

    /** Lists the free times of a day; if there is only one, shows its card. */
    Decision times(PickDay asked, TapContext tap) {
        return Way.of(Offering.of(tap.salon()), asked.serviceRef(), asked.masterRef())
                .map(way -> times(
                        way,
                        asked.date(),
                        asked.from(),
                        new PickMaster(way.service().code(), way.masterRef(), null),
                        true,
                        tap))
                .orElseGet(() -> unknown(tap));
    }

    private Decision times(
            Way way, LocalDate date, @Nullable LocalTime from, ButtonId back, boolean toOtherDays, TapContext tap) {
        List<Slot> free = freeTimes(way, date, tap);
        if (free.size() == 1 && from == null) {
            return slotSelection.decide(SlotButtons.of(free.get(0)), tap);
        }
        List<Slot> asked = free.stream()
                .filter(slot -> from == null || !slot.start().toLocalTime().isBefore(from))
                .toList();
        if (asked.isEmpty()) {
            // The times of the next page are taken by now; earlier times may still be free.
            return from == null || free.isEmpty()
                    ? nothingFree(way, date, back, tap)
                    : listTimes(way, date, free, back, toOtherDays, tap);
        }
        return listTimes(way, date, asked, back, toOtherDays, tap);
    }

    private Decision listTimes(
            Way way, LocalDate date, List<Slot> free, ButtonId back, boolean toOtherDays, TapContext tap) {
        boolean more = free.size() > room(false);
        List<Slot> shown = more ? free.subList(0, room(true)) : free;
        return advance(
                Step.TIME,
                way.choice(date),
                TapOutcome.TIMES_LISTED,
                replies.times(
                        way.service(),
                        way.chosen(),
                        shown,
                        more
                                ? new PickDay(
                                        way.service().code(),
                                        way.masterRef(),
                                        date,
                                        free.get(shown.size()).start().toLocalTime())
                                : null,
                        back,
                        toOtherDays,
                        tap),
                tap);
    }

    /** Handles a tap on Change time: lists the other times of the card's day, then other days. */
    Decision otherTimes(TapContext tap) {
        return tap.withCard()
                .map(session -> otherTimes(session, tap))
                .orElseGet(() -> Decision.answer(
                        TapOutcome.SESSION_EXPIRED, replies.notice(Notice.SESSION_EXPIRED, tap.language())));
    }

    private Decision otherTimes(SessionContext session, TapContext tap) {
        SelectedSlot card = session.card();
        Optional<Way> way = Way.of(
                Offering.of(tap.salon()),
                card.serviceId().toString(),
                card.masterId().toString());
        if (way.isEmpty()) {
            return Decision.within(
                    session,
                    TapOutcome.UNKNOWN_PROVIDER,
                    replies.notice(Notice.PROVIDER_NOT_FOUND, tap.language()),
                    SessionStep.NONE);
        }
        List<Slot> others = freeTimes(way.get(), card.date(), tap).stream()
                .filter(slot -> !slot.from().equals(card.start()))
                .toList();
        return others.isEmpty()
                ? days(way.get(), null, tap)
                : listTimes(
                        way.get(),
                        card.date(),
                        others,
                        new PickMaster(way.get().service().code(), way.get().masterRef(), null),
                        true,
                        tap);
    }

    /** Returns each time once, with the first master who is free. */
    private List<Slot> freeTimes(Way way, LocalDate date, TapContext tap) {
        Map<LocalTime, Slot> times = new LinkedHashMap<>();
        List<Slot> slots =
                free.find(tap, day -> day.between(way.masters(), query(way.service(), tap), date, date.plusDays(1)));
        for (Slot slot : slots) {
            times.putIfAbsent(slot.start().toLocalTime(), slot);
        }
        return List.copyOf(times.values());
    }

    private static SlotQuery query(Service service, TapContext tap) {
        return new SlotQuery(
                tap.salon(),
                service,
                tap.now(),
                tap.customer().id(),
                tap.customer().realm(),
                Menu.MAX_ROWS,
                tap.now());
    }

    private static ButtonId backFromMasters(Salon salon) {
        return Offering.of(salon).services().size() > 1 ? new MoreTimes(null) : new NextTimes();
    }

    private static ButtonId backFromDays(Way way, Salon salon) {
        return salon.mastersOf(way.service()).size() > 1
                ? new PickService(way.service().code(), null)
                : backFromMasters(salon);
    }

    private Decision nothingFree(Way way, @Nullable LocalDate date, ButtonId back, TapContext tap) {
        return Decision.answer(
                TapOutcome.NOTHING_FREE, replies.nothingFree(way.service(), way.chosen(), date, back, tap));
    }

    private Decision unknown(TapContext tap) {
        return Decision.answer(TapOutcome.UNKNOWN_PROVIDER, replies.notice(Notice.PROVIDER_NOT_FOUND, tap.language()));
    }

    private Decision advance(Step step, Choice choice, TapOutcome outcome, InteractiveMessage list, TapContext tap) {
        SessionContext session = sessions.advance(
                tap.customer(), tap.session(), step, choice, tap.language().toLanguageTag(), tap.now());
        return Decision.within(session, outcome, list, SessionStep.ADVANCE);
    }

    /** Returns the index at which a page begins. */
    private static int begins(@Nullable String after, ToIntFunction<String> upTo) {
        return after == null ? 0 : ButtonId.counted(after).orElseGet(() -> upTo.applyAsInt(after));
    }

    /**
     * The choices that fit into one list.
     *
     * @param more whether others follow
     */
    private record Page<T>(List<T> shown, boolean isFirst, boolean more) {
        /**
         * @param begins how many choices to skip; when none would be left, the first page is shown
         * @param onFirst rows of the first page that are not choices of this list, besides the navigation rows
         */
        static <T> Page<T> of(List<T> all, int begins, int onFirst) {
            boolean first = begins == 0 || begins >= all.size();
            List<T> rest = first ? all : all.subList(begins, all.size());
            int others = first ? onFirst : 0;
            return rest.size() <= room(false) - others
                    ? new Page<>(rest, first, false)
                    : new Page<>(rest.subList(0, room(true) - others), first, true);
        }

        T last() {
            return shown.get(shown.size() - 1);
        }
    }
}
