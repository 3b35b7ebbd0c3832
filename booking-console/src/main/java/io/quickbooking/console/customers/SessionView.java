package io.quickbooking.console.customers;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.lookup.CustomerSession;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session of a customer, ready to be shown.
 *
 * @param service null: none was chosen
 * @param step end of the key of how far it came
 * @param state end of the text's key
 * @param kind of the badge
 */
record SessionView(
        String href,
        String machineTime,
        String started,
        @Nullable String service,
        String step,
        String state,
        String kind) {

    static SessionView of(CustomerSession session, Formats formats) {
        return new SessionView(
                "/admin/sessions/" + session.id(),
                formats.machine(session.startedAt()),
                formats.dayAndTime(session.startedAt()),
                session.service(),
                ("ACTIVE".equals(session.state()) ? "step." : "reached.")
                        + session.step().name().toLowerCase(Locale.ROOT),
                session.state().toLowerCase(Locale.ROOT),
                switch (session.state()) {
                    case "ACTIVE" -> "info";
                    case "BOOKED" -> "ok";
                    case "LOST" -> "warn";
                    default -> "muted";
                });
    }
}
