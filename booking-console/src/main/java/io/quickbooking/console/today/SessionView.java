package io.quickbooking.console.today;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.calendar.SalonDay.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * @param step end of the key of how far it has come
 * @param slot of the last card; null: there has been none
 * @param left until it runs out, as of now
 */
record SessionView(
        UUID id,
        @Nullable String customer,
        String phone,
        @Nullable String service,
        @Nullable String master,
        String step,
        @Nullable String slot,
        @Nullable String slotMachine,
        String left,
        String expires) {

    static SessionView of(LiveSession session, Instant now, Formats formats) {
        return new SessionView(
                session.id(),
                session.customerName(),
                formats.maskedPhone(session.customerPhone()),
                session.service(),
                session.master(),
                session.step().name().toLowerCase(Locale.ROOT),
                session.startTs() == null ? null : formats.weekdayAndTime(session.startTs()),
                session.startTs() == null ? null : formats.machine(session.startTs()),
                formats.clock(Duration.between(now, session.expiresAt())),
                formats.machine(session.expiresAt()));
    }
}
