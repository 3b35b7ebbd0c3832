package io.quickbooking.console.today;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.SalonDay.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param left until it runs out, as of now */
record SessionView(
        UUID id,
        @Nullable String customer,
        String phone,
        String service,
        String master,
        String slot,
        String slotMachine,
        String left,
        String expires) {

    static SessionView of(LiveSession session, Instant now, Formats formats) {
        return new SessionView(
                session.id(),
                session.customerName(),
                formats.maskedPhone(session.customerPhone()),
                session.service(),
                session.master(),
                formats.weekdayAndTime(session.startTs()),
                formats.machine(session.startTs()),
                formats.clock(Duration.between(now, session.expiresAt())),
                formats.machine(session.expiresAt()));
    }
}
