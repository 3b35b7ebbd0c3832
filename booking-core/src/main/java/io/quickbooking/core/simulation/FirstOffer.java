package io.quickbooking.core.simulation;

import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.message.Alternative;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.message.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The first message on the phone of a simulated customer: the next free times. */
final class FirstOffer {
    private final SlotOffers offers;
    private final InteractiveMessageBuilder messages;

    FirstOffer(SlotOffers offers, InteractiveMessageBuilder messages) {
        this.offers = offers;
        this.messages = messages;
    }

    InteractiveMessage message(SimulationRun run, Salon salon, Instant now) {
        Optional<Service> service = salon.service(run.serviceId().toString());
        List<Alternative> times = service.stream()
                .flatMap(found ->
                        offers.next(salon, null, found, null, InteractiveMessage.MAX_BUTTONS, Realm.SIMULATED).stream())
                .map(offer -> new Alternative(
                        offer.buttonId(),
                        offer.slot().start(),
                        offer.slot().master().name()))
                .toList();
        return messages.alternatives(
                Reason.NEXT_TIMES,
                times,
                LocalDate.ofInstant(now, salon.zone()),
                Languages.closest(run.language(), salon.language()));
    }
}
