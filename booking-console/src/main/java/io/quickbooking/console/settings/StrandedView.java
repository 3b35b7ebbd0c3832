package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.settings.StrandedVisit;
import io.quickbooking.core.admin.settings.StrandedVisits;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** @param more how many there are beyond those shown */
record StrandedView(int count, String countText, int more, String token, List<Visit> first) {
    static StrandedView of(StrandedVisits visits, Formats formats) {
        return new StrandedView(
                visits.count(),
                formats.number(visits.count()),
                visits.count() - visits.first().size(),
                visits.token(),
                visits.first().stream().map(visit -> Visit.of(visit, formats)).toList());
    }

    /** @param reason the end of a text's key */
    record Visit(
            String code,
            String machineStart,
            String start,
            String master,
            String service,
            @Nullable String customer,
            String reason) {
        private static Visit of(StrandedVisit visit, Formats formats) {
            return new Visit(
                    visit.bookingCode(),
                    formats.machine(visit.start()),
                    formats.dayAndTime(visit.start()),
                    visit.masterName(),
                    visit.service(),
                    visit.customerName(),
                    visit.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
