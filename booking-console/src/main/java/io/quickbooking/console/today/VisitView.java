package io.quickbooking.console.today;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.calendar.SalonDay.Visit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param when the day and the time, for lists of several days
 * @param underWay it has begun
 */
record VisitView(
        String time,
        String when,
        String timeMachine,
        boolean underWay,
        String code,
        @Nullable String customer,
        String phone,
        String service,
        String master) {

    static VisitView of(Visit visit, Instant now, Formats formats) {
        return new VisitView(
                formats.time(visit.startTs()),
                formats.dayAndTime(visit.startTs()),
                formats.machine(visit.startTs()),
                !visit.startTs().isAfter(now),
                visit.bookingCode(),
                visit.customerName(),
                formats.maskedPhone(visit.customerPhone()),
                visit.service(),
                visit.master());
    }
}
