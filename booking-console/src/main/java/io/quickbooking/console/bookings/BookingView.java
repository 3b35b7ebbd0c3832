package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.desk.Permission;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.lookup.BookingDetails;
import io.quickbooking.core.booking.Booking.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A booking, ready to be shown.
 *
 * @param acts what the operator can do to it now
 * @param moveHref null: it cannot be moved by this operator
 * @param waits whether more can be done when the visit has begun
 * @param sessionHref null: it was not tapped together
 */
record BookingView(
        String code,
        String href,
        long version,
        StatusView status,
        String machineTime,
        String day,
        String time,
        String endTime,
        String zone,
        long minutes,
        String price,
        String service,
        String master,
        String customer,
        String customerHref,
        String phone,
        @Nullable String userId,
        @Nullable String language,
        boolean messageable,
        boolean optedOut,
        @Nullable String lastWrote,
        @Nullable String sessionHref,
        List<ActView> acts,
        boolean waits,
        @Nullable String moveHref) {

    /**
     * @param code end of the text's keys and of the address
     * @param icon of the sprite
     * @param concernsCustomer whether the customer can be told
     */
    record ActView(String code, String href, String icon, boolean concernsCustomer) {
        static ActView of(BookingAct act, String bookingHref) {
            return new ActView(
                    act.code(),
                    bookingHref + "/" + act.code(),
                    switch (act) {
                        case COMPLETE -> "check-lg";
                        case NO_SHOW -> "flag";
                        case CANCEL -> "x-circle";
                        case RESTORE -> "arrow-counterclockwise";
                    },
                    act.concernsCustomer());
        }
    }

    static BookingView of(BookingDetails booking, Desk desk, Instant now) {
        Formats formats = desk.formats();
        String href = Addresses.booking(booking.bookingCode());
        boolean mayAct = desk.may(Permission.ACT);
        return new BookingView(
                booking.bookingCode(),
                href,
                booking.version(),
                StatusView.of(booking.status(), booking.endTs(), now),
                formats.machine(booking.startTs()),
                formats.day(booking.startTs()),
                formats.time(booking.startTs()),
                formats.time(booking.endTs()),
                desk.salon().zone().getId(),
                booking.duration().toMinutes(),
                formats.money(booking.price(), booking.currency()),
                booking.service(),
                booking.masterName(),
                booking.customerName() == null ? formats.maskedPhone(booking.customerPhone()) : booking.customerName(),
                Addresses.customer(booking.customerId()),
                formats.maskedPhone(booking.customerPhone()),
                booking.customerUserId(),
                language(booking.customerLanguage(), desk.locale()),
                booking.customerCanBeMessaged(now),
                booking.customerOptedOut(),
                booking.lastInboundAt() == null ? null : formats.dayAndTime(booking.lastInboundAt()),
                booking.sessionId().map(id -> "/admin/sessions/" + id).orElse(null),
                mayAct
                        ? Arrays.stream(BookingAct.values())
                                .filter(act -> act.obstacle(booking.status(), booking.startTs(), now)
                                        .isEmpty())
                                .map(act -> ActView.of(act, href))
                                .toList()
                        : List.of(),
                mayAct
                        && BookingAct.COMPLETE
                                .obstacle(booking.status(), booking.startTs(), now)
                                .filter(BookingAct.Obstacle.NOT_STARTED::equals)
                                .isPresent(),
                mayAct && booking.status() == Status.CONFIRMED ? href + "/move" : null);
    }

    static @Nullable String language(@Nullable String tag, Locale locale) {
        return tag == null ? null : Locale.forLanguageTag(tag).getDisplayName(locale);
    }
}
