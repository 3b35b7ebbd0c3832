package io.quickbooking.core.admin.sessions;

import io.quickbooking.core.admin.sessions.TimelineStep.Decided;
import io.quickbooking.core.admin.sessions.TimelineStep.Holder;
import io.quickbooking.core.admin.sessions.TimelineStep.Place;
import io.quickbooking.core.admin.sessions.TimelineStep.Received;
import io.quickbooking.core.admin.sessions.TimelineStep.Sent;
import io.quickbooking.core.admin.sessions.TimelineStep.Slot;
import io.quickbooking.core.admin.sessions.TimelinesMapper.CardRow;
import io.quickbooking.core.admin.sessions.TimelinesMapper.CustomerRow;
import io.quickbooking.core.admin.sessions.TimelinesMapper.HolderRow;
import io.quickbooking.core.admin.sessions.TimelinesMapper.MessageRow;
import io.quickbooking.core.admin.sessions.TimelinesMapper.SentRow;
import io.quickbooking.core.admin.sessions.TimelinesMapper.TapRow;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.session.SelectionToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the messages of customers, the decisions on them with reasons, the answers, and their delivery. */
public final class Timelines {
    /** The maximum number of steps in one timeline; no real customer sends more in one session. */
    public static final int MOST_STEPS = 200;

    private static final Instant EVER_SINCE = Instant.parse("1970-01-01T00:00:00Z");

    private final TimelinesMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration sessionLifetime;

    /** @param sessionLifetime the age above which a tap counts as too old, and the margin around a session in its timeline */
    public Timelines(Mappers mappers, Transactions transactions, InstantSource clock, Duration sessionLifetime) {
        this.mapper = mappers.get(TimelinesMapper.class);
        this.transactions = transactions;
        this.clock = clock;
        this.sessionLifetime = sessionLifetime;
    }

    /** Returns the session with the customer's messages around it that belong to no other session; of any salon and realm. */
    public Optional<Timeline> ofSession(UUID sessionId) {
        return transactions.read(
                () -> mapper.session(sessionId, clock.instant()).map(this::timeline));
    }

    /** Returns the latest messages of a customer and to them, the oldest first; of any salon and realm. */
    public List<TimelineStep> ofCustomer(UUID customerId) {
        return transactions.read(
                () -> mapper.customer(customerId).map(this::latest).orElse(List.of()));
    }

    /** Returns the latest decided taps and texts of a customer, the newest first; of any salon and realm. */
    public List<TimelineStep> tapsOfCustomer(UUID customerId, int most) {
        List<TimelineStep> taps = transactions.read(() ->
                steps(new Found(mapper.latestTaps(customerId, most), List.of(), List.of()), moment -> Place.WITHIN));
        Collections.reverse(taps);
        return taps;
    }

    private Timeline timeline(Timeline.Session session) {
        Instant from = session.startedAt().minus(sessionLifetime);
        Instant until = (session.endedAt() == null ? session.expiresAt() : session.endedAt()).plus(sessionLifetime);
        Found found = new Found(
                mapper.tapsOfSession(session.id(), session.customerId(), from, until, MOST_STEPS),
                mapper.untapped(
                        new CustomerRow(
                                session.customerId(),
                                session.salonId(),
                                session.realm(),
                                session.phone(),
                                session.userId()),
                        from,
                        until,
                        MOST_STEPS),
                mapper.unasked(session.customerId(), from, until, MOST_STEPS).stream()
                        .filter(sent ->
                                sent.sessionId() == null || sent.sessionId().equals(session.id()))
                        .toList());
        return new Timeline(
                session,
                steps(found, moment -> place(moment, session)),
                mapper.sessionBefore(session).orElse(null),
                mapper.sessionAfter(session).orElse(null));
    }

    private static Place place(Moment moment, Timeline.Session session) {
        if (session.id().equals(moment.sessionId())) {
            return Place.WITHIN;
        }
        if (moment.at().isBefore(session.startedAt())) {
            return Place.BEFORE;
        }
        return session.endedAt() == null || moment.at().isBefore(session.endedAt()) ? Place.WITHIN : Place.AFTER;
    }

    private List<TimelineStep> latest(CustomerRow customer) {
        Instant now = clock.instant();
        List<TimelineStep> steps = steps(
                new Found(
                        mapper.latestTaps(customer.id(), MOST_STEPS),
                        mapper.untapped(customer, EVER_SINCE, now, MOST_STEPS),
                        mapper.unasked(customer.id(), EVER_SINCE, now, MOST_STEPS)),
                moment -> Place.WITHIN);
        return steps.subList(Math.max(0, steps.size() - MOST_STEPS), steps.size());
    }

    private record Found(List<TapRow> taps, List<MessageRow> messages, List<SentRow> unasked) {
        Long[] inboundIds() {
            return Stream.concat(
                            taps.stream().map(TapRow::inboundId),
                            messages.stream().map(MessageRow::id))
                    .toArray(Long[]::new);
        }

        Long[] refusedForABooking() {
            return taps.stream()
                    .filter(tap -> "booked".equals(tap.reason()))
                    .map(TapRow::id)
                    .toArray(Long[]::new);
        }
    }

    /** A step without its number, and its sort key: when it was received. */
    private record Moment(
            Instant at,
            long id,
            @Nullable UUID sessionId,
            @Nullable Received received,
            @Nullable Decided decided,
            List<Sent> sent) {
        private static final Comparator<Moment> ORDER =
                Comparator.comparing(Moment::at).thenComparing(Moment::id);
    }

    private List<TimelineStep> steps(Found found, Function<Moment, Place> places) {
        Long[] inboundIds = found.inboundIds();
        Map<Long, List<Sent>> answers = inboundIds.length == 0
                ? Map.of()
                : mapper.answers(inboundIds).stream()
                        .collect(Collectors.groupingBy(
                                row -> row.inboundId() == null ? 0 : row.inboundId(),
                                Collectors.mapping(Timelines::sent, Collectors.toList())));
        Long[] refused = found.refusedForABooking();
        Map<Long, List<Holder>> holders = refused.length == 0
                ? Map.of()
                : mapper.holders(refused).stream()
                        .collect(Collectors.groupingBy(
                                HolderRow::eventId, Collectors.mapping(Timelines::holder, Collectors.toList())));
        Long[] unexplained =
                Arrays.stream(refused).filter(id -> !holders.containsKey(id)).toArray(Long[]::new);
        Map<Long, UUID> cards = unexplained.length == 0
                ? Map.of()
                : mapper.cards(unexplained).stream().collect(Collectors.toMap(CardRow::eventId, CardRow::sessionId));
        List<Moment> moments = new ArrayList<>();
        Map<String, String> titles = titles(found, answers);
        for (TapRow tap : found.taps()) {
            moments.add(new Moment(
                    tap.receivedAt(),
                    tap.inboundId(),
                    tap.sessionId(),
                    received(tap, titles),
                    decided(tap, holders.getOrDefault(tap.id(), List.of()), cards.get(tap.id())),
                    answers.getOrDefault(tap.inboundId(), List.of())));
        }
        for (MessageRow message : found.messages()) {
            moments.add(new Moment(
                    message.receivedAt(),
                    message.id(),
                    null,
                    received(message, titles),
                    null,
                    answers.getOrDefault(message.id(), List.of())));
        }
        for (SentRow row : found.unasked()) {
            moments.add(new Moment(row.createdAt(), row.id(), row.sessionId(), null, null, List.of(sent(row))));
        }
        moments.sort(Moment.ORDER);
        List<TimelineStep> steps = new ArrayList<>();
        for (Moment moment : moments) {
            steps.add(new TimelineStep(
                    steps.size() + 1, places.apply(moment), moment.received(), moment.decided(), moment.sent()));
        }
        return steps;
    }

    /** Returns the titles of the buttons that the customer was sent, by id, because taps of host programs contain no title. */
    private static Map<String, String> titles(Found found, Map<Long, List<Sent>> answers) {
        Map<String, String> titles = new HashMap<>();
        Stream.concat(
                        found.unasked().stream().map(Timelines::sent),
                        answers.values().stream().flatMap(List::stream))
                .map(Sent::content)
                .filter(content -> content != null)
                .flatMap(content -> content.buttons().stream())
                .forEach(button -> titles.putIfAbsent(button.id(), button.title()));
        return titles;
    }

    private static Received received(TapRow tap, Map<String, String> titles) {
        String payload = tap.payload() == null ? "" : tap.payload();
        String title = ReceivedContent.of(payload);
        boolean text = tap.kind().equals("text");
        return new Received(
                tap.inboundId(),
                tap.messageId() == null ? "" : tap.messageId(),
                text ? "text" : "tap",
                text ? null : tap.buttonId(),
                title != null ? title : titles.get(tap.buttonId()),
                payload,
                tap.tappedAt(),
                tap.receivedAt(),
                false);
    }

    private static Received received(MessageRow message, Map<String, String> titles) {
        String said = ReceivedContent.of(message.payload());
        return new Received(
                message.id(),
                message.messageId(),
                message.kind(),
                message.buttonId(),
                said != null || message.buttonId() == null ? said : titles.get(message.buttonId()),
                message.payload(),
                message.sentAt(),
                message.receivedAt(),
                message.state().equals("PENDING"));
    }

    private Decided decided(TapRow tap, List<Holder> holders, @Nullable UUID keptIn) {
        boolean tooOld = tap.tappedAt().plus(sessionLifetime).isBefore(tap.decidedAt());
        return new Decided(
                tap.kind(),
                tap.outcome(),
                tap.reason(),
                tap.attempts(),
                tap.decidedAt(),
                tap.sessionId(),
                tap.slotStart() == null ? null : new Slot(tap.slotStart(), tap.masterName(), tap.serviceName()),
                tap.bookingCode(),
                CheckMade.of(tap.kind(), tap.outcome(), tooOld),
                holders,
                keptIn);
    }

    private static Holder holder(HolderRow row) {
        return new Holder(
                row.bookingCode(),
                row.realm(),
                row.customerName(),
                row.sameCustomer(),
                row.start(),
                row.end(),
                row.status(),
                row.bookedAt(),
                row.sessionToken() == null
                        ? null
                        : SelectionToken.parse(row.sessionToken())
                                .map(SelectionToken::sessionId)
                                .orElse(null));
    }

    private static Sent sent(SentRow row) {
        return new Sent(
                row.id(),
                row.kind(),
                SentContent.of(row.payload()),
                row.payload(),
                row.state(),
                row.attempts(),
                row.wamid(),
                row.errorCode(),
                row.error(),
                row.createdAt(),
                row.sentAt(),
                row.deliveredAt(),
                row.readAt(),
                row.failedAt());
    }
}
