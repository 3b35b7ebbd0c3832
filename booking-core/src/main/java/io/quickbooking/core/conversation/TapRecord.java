package io.quickbooking.core.conversation;

import io.quickbooking.core.analytics.TapEvent;
import io.quickbooking.core.customer.Customer;
import io.quickbooking.core.outbound.OutboundMessage;
import io.quickbooking.core.session.SessionContext;
import io.quickbooking.core.session.SessionEnd;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a tap writes, besides its row in the inbox and the booking it may make.
 *
 * @param customer as they are after it
 * @param reply null: no answer is sent
 * @param payload of the reply
 * @param trace of the reply
 * @param leasedUntil end of the time in which only this node may send the reply, unless older messages of the customer
 *     wait; null: any relay may send it
 * @param session the session that continues with it; null: none
 * @param slotEnd the end of the slot that the session's card shows
 * @param slotWallTime its start as the card shows it, on the clock of {@code slotZone}
 * @param endedSession the session that ends with it; null: none
 * @param countedSalon the salon whose booking counter goes up; null: none
 */
record TapRecord(
        TapEvent event,
        Customer customer,
        @Nullable OutboundMessage reply,
        @Nullable String payload,
        @Nullable String trace,
        @Nullable Instant leasedUntil,
        @Nullable SessionContext session,
        @Nullable Instant slotEnd,
        @Nullable LocalDateTime slotWallTime,
        @Nullable String slotZone,
        @Nullable UUID endedSession,
        @Nullable SessionEnd end,
        @Nullable UUID countedSalon) {}
