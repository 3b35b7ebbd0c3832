package io.quickbooking.core.simulation;

import io.quickbooking.core.booking.BookingWriter;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.SlotOffers;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.message.InteractiveMessageBuilder;

/** The components of the real conversation that a simulated one uses. */
public record SimulationParts(
        ButtonHandlerService handler,
        Inbox inbox,
        Customers customers,
        SlotOffers offers,
        InteractiveMessageBuilder messages,
        BookingWriter bookings) {}
