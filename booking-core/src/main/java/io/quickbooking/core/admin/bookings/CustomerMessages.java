package io.quickbooking.core.admin.bookings;

import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.audit.AuditedAct;
import io.quickbooking.core.booking.Booking;
import io.quickbooking.core.button.ButtonId.CancelBooking;
import io.quickbooking.core.button.ButtonId.MyBookings;
import io.quickbooking.core.button.ButtonId.NextTimes;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.Languages;
import io.quickbooking.core.message.Visit;
import io.quickbooking.core.message.Way;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.outbound.ServiceWindow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Notifies customers of staff's acts on their bookings, if WhatsApp lets the salon write to them. */
public final class CustomerMessages {
    private final BookingActsMapper mapper;
    private final Outbox outbox;
    private final ButtonParserService buttons = new ButtonParserService();

    public CustomerMessages(Mappers mappers, Outbox outbox) {
        this.mapper = mappers.get(BookingActsMapper.class);
        this.outbox = outbox;
    }

    /** Writes the message to the outbox in the caller's transaction; call {@link #wake} after it. */
    public Informed tell(
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

    /** Returns the buttons below a message about a booking that stands. */
    public List<Way> aboutBooking(String code) {
        return List.of(
                new Way(buttons.format(new MyBookings(null)), Way.To.BOOKINGS),
                new Way(buttons.format(new CancelBooking(code)), Way.To.CANCELLATION));
    }

    /** Returns the buttons below a message about a booking that does not stand. */
    public List<Way> toAnotherBooking() {
        return List.of(
                new Way(buttons.format(new NextTimes()), Way.To.BOOKING),
                new Way(buttons.format(new MyBookings(null)), Way.To.BOOKINGS));
    }

    /** Passes the messages to the relay once the transaction has committed. */
    public void wake() {
        outbox.wake();
    }
}
