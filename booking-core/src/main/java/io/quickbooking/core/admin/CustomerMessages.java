package io.quickbooking.core.admin;

import io.quickbooking.core.admin.ActOutcome.Informed;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.message.Visit;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.outbound.ServiceWindow;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BiFunction;

/** Tells customers what staff did to their bookings, where WhatsApp lets the salon write to them. */
final class CustomerMessages {
    private final BookingActsMapper mapper;
    private final Outbox outbox;

    CustomerMessages(Mappers mappers, Outbox outbox) {
        this.mapper = mappers.get(BookingActsMapper.class);
        this.outbox = outbox;
    }

    /** Writes the message into the outbox, in the caller's transaction; {@link #wake} is for after it. */
    Informed tell(
            Booking booking,
            Salon salon,
            AuditedAct what,
            BiFunction<Visit, Locale, InteractiveMessage> message,
            Instant now) {
        BookingActsMapper.Addressee customer = mapper.addressee(booking.salonId(), booking.customerId());
        if (customer.optedOut()) {
            return Informed.OPTED_OUT;
        }
        if (!customer.reachable()
                || customer.lastInboundAt() == null
                || ServiceWindow.isClosed(customer.lastInboundAt(), now)) {
            return Informed.WINDOW_CLOSED;
        }
        Visit visit = Visit.of(
                booking.service(),
                mapper.nameOfMaster(booking.salonId(), booking.masterId()),
                booking.toldTs().atZone(salon.zone()),
                booking.duration(),
                booking.price(),
                booking.currency());
        outbox.add(new OutboundMessage(
                booking.salonId(),
                booking.realm(),
                booking.customerId(),
                null,
                null,
                booking.id(),
                what.code(),
                message.apply(visit, Languages.closest(customer.language(), salon.language())),
                now));
        return Informed.MESSAGED;
    }

    void wake() {
        outbox.wake();
    }
}
