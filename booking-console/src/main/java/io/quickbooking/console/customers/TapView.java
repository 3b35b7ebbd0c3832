package io.quickbooking.console.customers;

import io.quickbooking.console.bookings.Addresses;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.console.sessions.TapTexts;
import io.quickbooking.core.admin.sessions.TimelineStep;
import io.quickbooking.core.admin.sessions.TimelineStep.Decided;
import io.quickbooking.core.admin.sessions.TimelineStep.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a customer tapped or wrote and what came of it, ready to be shown.
 *
 * @param href of the session; null: it began none and belongs to none
 * @param kind end of the text's key
 * @param said what the button says, or the text; null: the time says it, or nobody knows
 * @param outcome end of the text's key
 * @param badge the kind of the outcome's badge
 * @param reason end of the key of why the time was refused; null: it was not
 * @param keptHref the session of another customer whose card kept the time; null: none did
 * @param untold another booking had the time and is not there any more
 */
record TapView(
        String machineTime,
        String time,
        @Nullable String href,
        String kind,
        @Nullable String said,
        @Nullable SlotView slot,
        String outcome,
        String badge,
        @Nullable String reason,
        List<HolderView> holders,
        @Nullable String keptHref,
        boolean untold) {

    /** The time that was tapped. */
    record SlotView(
            String machineTime,
            String time,
            @Nullable String master,
            @Nullable String service) {}

    /**
     * A booking that had the time.
     *
     * @param own the customer's own
     * @param earlier how long before the refusal it was booked; null: more than a minute, or at the same moment
     */
    record HolderView(
            String href, String code, boolean own, @Nullable String earlier, String machineBooked, String booked) {}

    /** Empty for what is not decided yet. */
    static Optional<TapView> of(TimelineStep step, Formats formats) {
        TimelineStep.Received received = step.received();
        Decided decided = step.decided();
        if (received == null || decided == null) {
            return Optional.empty();
        }
        TimelineStep.Slot slot = decided.slot();
        String outcome = TapTexts.outcome(decided.outcome());
        return Optional.of(new TapView(
                formats.machine(received.receivedAt()),
                formats.dayAndSeconds(received.receivedAt()),
                decided.sessionId() == null ? null : "/admin/sessions/" + decided.sessionId(),
                TapTexts.kind(decided.kind()),
                slot == null ? received.said() : null,
                slot == null ? null : slot(slot, formats),
                outcome,
                TapTexts.badge(outcome),
                decided.reason() == null ? null : TapTexts.reason(decided.reason()),
                decided.holders().stream()
                        .map(holder -> holder(holder, decided.at(), formats))
                        .toList(),
                decided.keptIn() == null ? null : "/admin/sessions/" + decided.keptIn(),
                "booked".equals(decided.reason()) && decided.holders().isEmpty() && decided.keptIn() == null));
    }

    private static SlotView slot(TimelineStep.Slot slot, Formats formats) {
        return new SlotView(
                formats.machine(slot.start()), formats.dayAndTime(slot.start()), slot.masterName(), slot.serviceName());
    }

    private static HolderView holder(Holder holder, Instant refusedAt, Formats formats) {
        Duration earlier = Duration.between(holder.bookedAt(), refusedAt);
        return new HolderView(
                Addresses.booking(holder.bookingCode()),
                holder.bookingCode(),
                holder.sameCustomer(),
                earlier.toMillis() > 0 && earlier.toMinutes() < 1 ? formats.latency(earlier) : null,
                formats.machine(holder.bookedAt()),
                formats.dayAndTime(holder.bookedAt()));
    }
}
