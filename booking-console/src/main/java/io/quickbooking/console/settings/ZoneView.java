package io.quickbooking.console.settings;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.settings.ZoneChoice;
import io.quickbooking.core.admin.settings.ZoneQuestion;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What becomes of the visits ahead when a time zone changes: the question, and the answer that a form carries on.
 *
 * @param more how many there are beyond those shown
 * @param moments whether the answer so far is to keep the moments
 * @param open whether the question is still to be answered
 */
record ZoneView(int count, int more, String token, boolean moments, boolean tell, boolean open, List<Visit> first) {
    static ZoneView of(ZoneQuestion question, ZoneChoice answer, Locale locale) {
        // Wall times come as such, whatever the zone.
        Formats formats = new Formats(locale, ZoneOffset.UTC);
        return new ZoneView(
                question.count(),
                question.count() - question.first().size(),
                question.token(),
                answer.keep() == ZoneChoice.Keep.MOMENTS,
                answer.tellCustomers(),
                !answer.token().equals(question.token()),
                question.first().stream().map(visit -> Visit.of(visit, formats)).toList());
    }

    /** Answered before; null: it was not. */
    static @Nullable ZoneView answered(ZoneChoice answer) {
        return answer.token().isEmpty()
                ? null
                : new ZoneView(
                        0,
                        0,
                        answer.token(),
                        answer.keep() == ZoneChoice.Keep.MOMENTS,
                        answer.tellCustomers(),
                        false,
                        List.of());
    }

    static ZoneChoice answer(MultiValueMap<String, String> form) {
        return new ZoneChoice(
                FormText.of(form, "keep").equals("moments") ? ZoneChoice.Keep.MOMENTS : ZoneChoice.Keep.WALL_TIMES,
                FormText.isTicked(form, "tell"),
                FormText.of(form, "zoneSeen"));
    }

    /**
     * @param told what the customer was told
     * @param shown what the new clock shows at the moment that is booked
     * @param collides whether somebody else has the time that was told
     */
    record Visit(
            String code,
            String salon,
            String master,
            String service,
            @Nullable String customer,
            String told,
            String shown,
            boolean collides) {
        private static Visit of(ZoneQuestion.Visit visit, Formats formats) {
            return new Visit(
                    visit.bookingCode(),
                    visit.salonName(),
                    visit.masterName(),
                    visit.service(),
                    visit.customerName(),
                    text(visit.told(), formats),
                    text(visit.shown(), formats),
                    visit.collidesWith() != null);
        }

        private static String text(LocalDateTime wallTime, Formats formats) {
            return formats.dayAndTime(wallTime.toInstant(ZoneOffset.UTC));
        }
    }
}
