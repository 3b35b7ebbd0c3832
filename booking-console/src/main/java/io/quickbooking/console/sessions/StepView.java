package io.quickbooking.console.sessions;

import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.messages.MaskedJson;
import io.quickbooking.core.admin.sessions.CheckMade;
import io.quickbooking.core.admin.sessions.Timeline;
import io.quickbooking.core.admin.sessions.TimelineStep;
import io.quickbooking.core.admin.sessions.TimelineStep.Decided;
import io.quickbooking.core.admin.sessions.TimelineStep.Holder;
import io.quickbooking.core.admin.sessions.TimelineStep.Place;
import io.quickbooking.core.admin.sessions.TimelineStep.Received;
import io.quickbooking.core.catalog.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is shown.
 *
 * @param outcome the end of the key of what it came to: a decision's outcome, {@code waiting}, {@code kept} for what is not
 *     answered, {@code unasked}
 * @param badge how the outcome is coloured
 * @param place null: within the session
 */
record StepView(
        int number,
        @Nullable String place,
        String time,
        String at,
        String outcome,
        String badge,
        @Nullable In in,
        @Nullable Why why,
        List<SentView> sent,
        List<Latency> latencies) {

    /**
     * What came in.
     *
     * @param kind the end of a key for taps, else null
     * @param type WhatsApp's type of message
     */
    record In(
            @Nullable String kind,
            String type,
            @Nullable String buttonId,
            @Nullable String said,
            String json) {}

    /**
     * Why it was answered as it was.
     *
     * @param reason null: nothing was refused
     * @param retried null: the database was tried once
     * @param keptHref the session whose card kept the time; null: none did
     */
    record Why(
            List<CheckView> checks,
            @Nullable String reason,
            @Nullable String retried,
            @Nullable SlotView slot,
            @Nullable String bookingCode,
            List<HolderView> holders,
            @Nullable String keptHref) {}

    record CheckView(String check, boolean passed) {}

    record SlotView(
            String day,
            String time,
            String at,
            @Nullable String master,
            @Nullable String service) {}

    /**
     * Who has the time.
     *
     * @param earlier how long before the refusal it was booked; null: at the same moment
     * @param linked whether the console has a page of it
     */
    record HolderView(
            String bookingCode,
            @Nullable String name,
            boolean sameCustomer,
            String from,
            String until,
            String booked,
            String bookedAt,
            @Nullable String earlier,
            String status,
            boolean linked,
            @Nullable String sessionId) {}

    /** How long one stretch of the way took. */
    record Latency(String stretch, String took) {}

    static StepView of(TimelineStep step, Timeline.Session session, Formats formats) {
        Received received = step.received();
        Decided decided = step.decided();
        Instant at =
                received != null ? received.receivedAt() : step.sent().get(0).createdAt();
        String outcome = outcome(received, decided);
        return new StepView(
                step.number(),
                step.place() == Place.WITHIN ? null : step.place().name().toLowerCase(Locale.ROOT),
                formats.seconds(at),
                formats.machine(at),
                outcome,
                TapTexts.badge(outcome),
                received == null ? null : in(received, decided, session),
                decided == null ? null : why(decided, formats),
                step.sent().stream()
                        .map(sent -> SentView.of(sent, session.phone(), formats))
                        .toList(),
                latencies(step, formats));
    }

    private static String outcome(@Nullable Received received, @Nullable Decided decided) {
        if (decided != null) {
            return TapTexts.outcome(decided.outcome());
        }
        return received == null ? "unasked" : received.waiting() ? "waiting" : "kept";
    }

    private static In in(Received received, @Nullable Decided decided, Timeline.Session session) {
        boolean tap = received.buttonId() != null;
        return new In(
                tap ? TapTexts.kind(decided == null ? null : decided.kind()) : null,
                received.kind(),
                received.buttonId(),
                received.said(),
                MaskedJson.of(received.payload(), session.phone()));
    }

    private static Why why(Decided decided, Formats formats) {
        TimelineStep.Slot slot = decided.slot();
        return new Why(
                decided.checks().stream().map(StepView::check).toList(),
                decided.reason() == null ? null : TapTexts.reason(decided.reason()),
                decided.attempts() > 1 ? formats.number(decided.attempts()) : null,
                slot == null
                        ? null
                        : new SlotView(
                                formats.day(slot.start()),
                                formats.time(slot.start()),
                                formats.machine(slot.start()),
                                slot.masterName(),
                                slot.serviceName()),
                decided.bookingCode(),
                decided.holders().stream()
                        .map(holder -> holder(holder, decided, formats))
                        .toList(),
                decided.keptIn() == null ? null : "/admin/sessions/" + decided.keptIn());
    }

    private static CheckView check(CheckMade made) {
        return new CheckView(made.check().code(), made.passed());
    }

    private static HolderView holder(Holder holder, Decided decided, Formats formats) {
        Duration earlier = Duration.between(holder.bookedAt(), decided.at());
        boolean live = holder.realm() == Realm.LIVE;
        return new HolderView(
                holder.bookingCode(),
                holder.customerName(),
                holder.sameCustomer(),
                formats.time(holder.start()),
                formats.time(holder.end()),
                formats.dayAndTime(holder.bookedAt()),
                formats.machine(holder.bookedAt()),
                earlier.toMillis() > 0 && earlier.toMinutes() < 1 ? formats.latency(earlier) : null,
                TapTexts.bookingState(holder.status()),
                live,
                holder.sessionId() == null ? null : holder.sessionId().toString());
    }

    /** WhatsApp tells whole seconds, so that a tap may seem to have come before it was made. */
    private static List<Latency> latencies(TimelineStep step, Formats formats) {
        List<Latency> all = new ArrayList<>();
        Received received = step.received();
        Decided decided = step.decided();
        if (received != null) {
            add(all, "received", received.sentAt(), received.receivedAt(), formats);
        }
        if (received != null && decided != null) {
            add(all, "decided", received.receivedAt(), decided.at(), formats);
        }
        if (!step.sent().isEmpty()) {
            TimelineStep.Sent sent = step.sent().get(0);
            add(all, "sent", sent.createdAt(), sent.sentAt(), formats);
            add(all, "delivered", sent.sentAt(), sent.deliveredAt(), formats);
            add(all, "read", sent.deliveredAt(), sent.readAt(), formats);
        }
        return all;
    }

    private static void add(
            List<Latency> all, String stretch, @Nullable Instant from, @Nullable Instant until, Formats formats) {
        if (from != null && until != null) {
            Duration took = Duration.between(from, until);
            all.add(new Latency(stretch, formats.latency(took.isNegative() ? Duration.ZERO : took)));
        }
    }
}
