package io.quickbooking.core.history;

import static io.quickbooking.testing.TestSalon.aSalon;

import io.quickbooking.core.admin.bookings.ActOutcome;
import io.quickbooking.core.admin.bookings.ActRequest;
import io.quickbooking.core.admin.bookings.BookingAct;
import io.quickbooking.core.admin.bookings.MoveOutcome;
import io.quickbooking.core.admin.bookings.MoveRequest;
import io.quickbooking.core.admin.bookings.StaffBooking;
import io.quickbooking.core.admin.bookings.StaffOutcome;
import io.quickbooking.core.availability.Refusal;
import io.quickbooking.core.booking.Booking.Status;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.conversation.TapOutcome;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.history.Book.Card;
import io.quickbooking.core.history.Book.Hold;
import io.quickbooking.core.history.Book.Visit;
import io.quickbooking.core.history.Deed.Answer;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.testing.TestSalon;
import io.quickbooking.testing.UnsteadyDataSource.Fate;
import io.quickbooking.testing.UnsteadyDataSource.NodeDiedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A day at a small salon with two masters and five times each: a few customers and two members of staff, all at once and
 * without a plan, while the clock jumps, nodes are replaced, connections break and messages are delivered twice.
 */
final class BusyDay {
    /** Of each thread. */
    private static final int DEEDS = 12;

    private static final int CUSTOMER_THREADS = 3;
    private static final int STAFF_THREADS = 2;
    private static final int CUSTOMERS = 4;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate TODAY = LocalDate.parse("2026-06-02");
    private static final List<String> MASTERS = List.of("m1", "m2");
    private static final List<Instant> STARTS = Stream.of("10:00", "10:30", "11:00", "11:30", "12:00")
            .map(time -> TODAY.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant())
            .toList();
    private static final Instant OPENING = TODAY.atTime(9, 20).atZone(ZONE).toInstant();
    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(25),
            Duration.ofSeconds(25),
            Duration.ofSeconds(61),
            Duration.ofSeconds(61),
            Duration.ofSeconds(961),
            Duration.ofMinutes(71));

    private static final Pattern SLOT = Pattern.compile("slot_(\\d{4}-\\d{2}-\\d{2})_(\\d{2}:\\d{2})_([a-z0-9]+)_.*");
    private static final Pattern CODE = Pattern.compile("BK[0-9]{6,8}");

    /** Of all days: a key is good for one request, whichever salon it is for. */
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final Nodes nodes;
    private final ExecutorService threads;
    private final long seed;
    private final SalonBook model;
    private final TestSalon.Written salon;
    private final Map<String, UUID> masters = new HashMap<>();
    private final UUID service;

    private final AtomicLong ticks = new AtomicLong();
    private final NavigableSet<Instant> times = new ConcurrentSkipListSet<>();
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final List<Memory> customers = new ArrayList<>();
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    /** Written down as soon as all codes are known. */
    private record Entry(long asked, long answered, Function<Function<String, String>, Deed> deed) {}

    /** What a customer has on the phone. */
    private record Memory(String phone, List<String> tokens, List<String> codes) {}

    /** What a member of staff has on the screen. */
    private record Seen(UUID id, String key, Visit visit) {}

    /** @param threads at least as many as can be busy at once */
    BusyDay(Nodes nodes, ExecutorService threads, long seed) {
        this.nodes = nodes;
        this.threads = threads;
        this.seed = seed;
        int hold = new Random(seed).nextInt(3) > 0 ? 1 : 0;
        model = new SalonBook(Duration.ofMinutes(hold), STARTS);
        String name = "s" + UUID.randomUUID().toString().substring(0, 12);
        salon = aSalon().called(name, name)
                .withMaster("m1", "Sarah")
                .withMaster("m2", "Bo")
                .open("10:00-13:00")
                .bookableFor(1)
                .holdingFor(hold)
                .in(nodes.database);
        MASTERS.forEach(master -> masters.put(master, salon.master(master)));
        service = salon.service("s456");
        for (int i = 1; i <= CUSTOMERS; i++) {
            customers.add(new Memory("1555010000" + i, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>()));
        }
    }

    History play() throws Exception {
        nodes.clock.set(OPENING);
        times.add(OPENING);
        List<Callable<Void>> everybody = new ArrayList<>();
        for (int thread = 0; thread < CUSTOMER_THREADS + STAFF_THREADS; thread++) {
            Random random = new Random(seed * 31 + thread);
            boolean isStaff = thread >= CUSTOMER_THREADS;
            everybody.add(() -> {
                for (int i = 0; i < DEEDS; i++) {
                    happen(random);
                    if (isStaff) {
                        staff(random);
                    } else {
                        customer(random);
                    }
                }
                return null;
            });
        }
        for (Future<Void> one : threads.invokeAll(everybody)) {
            try {
                one.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                findings.add("somebody was told of a failure: " + e.getCause());
            }
        }
        return written();
    }

    // What nobody does

    private void happen(Random random) {
        int chance = random.nextInt(100);
        if (chance < 5) {
            jump(JUMPS.get(random.nextInt(JUMPS.size())));
        } else if (chance < 6) {
            nodes.restart(random.nextInt(Nodes.COUNT));
        } else if (chance < 8) {
            Nodes.Node node = node(random);
            node.sweep.run(nodes.clock.instant());
            node.core.sessions.expire(nodes.clock.instant());
        }
    }

    private synchronized void jump(Duration by) {
        Instant later = nodes.clock.instant().plus(by);
        times.add(later);
        nodes.clock.set(later);
    }

    private Nodes.Node node(Random random) {
        return nodes.node(random.nextInt(Nodes.COUNT));
    }

    private static @Nullable Fate fate(Random random) {
        int chance = random.nextInt(100);
        return chance < 4 ? Fate.values()[chance] : null;
    }

    // What is written down

    private final class Question {
        final Instant at = nodes.clock.instant();
        final long asked = ticks.incrementAndGet();
        private long answered = Call.NEVER;
        private List<Instant> moments = List.of();

        List<Instant> answered() {
            answered = ticks.incrementAndGet();
            return moments();
        }

        List<Instant> moments() {
            if (moments.isEmpty()) {
                moments = List.copyOf(times.subSet(at, true, nodes.clock.instant(), true));
            }
            return moments;
        }

        void note(Function<Function<String, String>, Deed> deed) {
            entries.add(new Entry(asked, answered, deed));
        }
    }

    private void count(Object outcome) {
        outcomes.computeIfAbsent(outcome.toString(), unused -> new AtomicInteger())
                .incrementAndGet();
    }

    // Customers

    private void customer(Random random) {
        Memory me = customers.get(random.nextInt(CUSTOMERS));
        int chance = random.nextInt(100);
        if (chance < 36) {
            pick(random, me);
        } else if (chance < 66) {
            confirm(random, me);
        } else if (chance < 76) {
            cancelForGood(random, me);
        } else if (chance < 81) {
            changeTime(random, me);
        } else if (chance < 86) {
            listTimes(random, me);
        } else if (chance < 91) {
            write(random, me, "my booking");
        } else if (chance < 95) {
            write(random, me, "cancel");
        } else if (chance < 97) {
            stop(random, me);
        } else {
            write(random, me, "book");
        }
    }

    private void pick(Random random, Memory me) {
        Slot slot = slot(random);
        Question question = new Question();
        TapAnswer answer = tap(random, me, "slot_%s_%s_%s_s456".formatted(TODAY, time(slot), slot.master()), question);
        List<Instant> moments = question.answered();
        offers(answer, me, question);
        String token = answer.outcome() == TapOutcome.CARD_SHOWN ? token(answer) : null;
        String session = token == null ? null : token.substring(0, token.indexOf('.'));
        int number = token == null ? 0 : Integer.parseInt(token.substring(token.indexOf('.') + 1));
        question.note(
                codes -> new Deed.Pick(me.phone(), slot, answer.outcome(), session, number, question.at, moments));
        if (token != null) {
            me.tokens().add(token);
        }
    }

    private void confirm(Random random, Memory me) {
        Memory owner = random.nextInt(20) == 0 ? customers.get(random.nextInt(CUSTOMERS)) : me;
        List<String> tokens = List.copyOf(owner.tokens());
        if (tokens.isEmpty()) {
            pick(random, me);
            return;
        }
        String token = tokens.get(random.nextInt(5) > 0 ? tokens.size() - 1 : random.nextInt(tokens.size()));
        Question question = new Question();
        TapAnswer answer = tap(random, me, "confirm_booking_" + token, question);
        List<Instant> moments = question.answered();
        offers(answer, me, question);
        question.note(codes -> new Deed.Confirm(
                me.phone(),
                token,
                owner == me,
                answer.outcome(),
                answer.bookingCode() == null ? null : codes.apply(answer.bookingCode()),
                question.at,
                moments));
        if (answer.bookingCode() != null) {
            me.codes().add(answer.bookingCode());
        }
    }

    private void changeTime(Random random, Memory me) {
        Question question = new Question();
        TapAnswer answer = tap(random, me, "change_time_temp", question);
        List<Instant> moments = question.answered();
        Set<Instant> others = answer.outcome() == TapOutcome.SESSION_EXPIRED
                ? null
                : slots(answer).stream()
                        .map(Slot::start)
                        .filter(STARTS::contains)
                        .collect(Collectors.toSet());
        question.note(codes -> new Deed.ChangeTime(me.phone(), others, question.at, moments));
    }

    private void listTimes(Random random, Memory me) {
        String master = MASTERS.get(random.nextInt(MASTERS.size()));
        Question question = new Question();
        TapAnswer answer = tap(random, me, "pick_day_s456_%s_%s_10:00".formatted(master, TODAY), question);
        List<Instant> moments = question.answered();
        if (answer.outcome() == TapOutcome.SESSION_EXPIRED) {
            question.note(codes -> new Deed.Unanswered(question.at, moments));
            return;
        }
        Set<Instant> free = slots(answer).stream().map(Slot::start).collect(Collectors.toSet());
        question.note(codes -> new Deed.Times(me.phone(), master, free, moments));
    }

    private void cancelForGood(Random random, Memory me) {
        Memory owner = random.nextInt(8) == 0 ? customers.get(random.nextInt(CUSTOMERS)) : me;
        List<String> known = List.copyOf(owner.codes());
        if (known.isEmpty()) {
            confirm(random, me);
            return;
        }
        String code = known.get(random.nextInt(known.size()));
        Question question = new Question();
        TapAnswer answer = tap(random, me, "cancel_for_good_" + code, question);
        List<Instant> moments = question.answered();
        question.note(codes -> new Deed.Cancel(me.phone(), codes.apply(code), answer.outcome(), question.at, moments));
    }

    private void write(Random random, Memory me, String words) {
        Question question = new Question();
        TapAnswer answer = text(random, me, words, question);
        List<Instant> moments = question.answered();
        if (answer.outcome() == TapOutcome.NOT_ANSWERED) {
            question.note(codes -> new Deed.Unanswered(question.at, moments));
        } else if (words.equals("book")) {
            question.note(codes -> new Deed.Start(me.phone(), moments));
            offers(answer, me, question);
        } else {
            Set<String> told = codes(answer);
            question.note(codes ->
                    new Deed.Upcoming(me.phone(), told.stream().map(codes).collect(Collectors.toSet()), moments));
            if (words.equals("cancel") && told.isEmpty()) {
                question.note(codes -> new Deed.Release(me.phone(), moments));
            }
            me.codes().addAll(told);
        }
    }

    private void stop(Random random, Memory me) {
        Question question = new Question();
        TapAnswer answer = text(random, me, "stop", question);
        List<Instant> moments = question.answered();
        question.note(
                codes -> new Deed.Stop(me.phone(), answer.outcome() == TapOutcome.OPTED_OUT, question.at, moments));
    }

    private TapAnswer tap(Random random, Memory me, String buttonId, Question question) {
        return deliver(random, me, InboundMessage.TAP, buttonId, "{}", question);
    }

    private TapAnswer text(Random random, Memory me, String words, Question question) {
        String payload = JsonMapper.shared()
                .writeValueAsString(Map.of("message", Map.of("type", "text", "text", Map.of("body", words))));
        return deliver(random, me, "text", null, payload, question);
    }

    /** As WhatsApp does it: until it is answered, and now and then twice at once. */
    private TapAnswer deliver(
            Random random, Memory me, String kind, @Nullable String buttonId, String payload, Question question) {
        InboundMessage message = new InboundMessage(
                salon.phoneNumberId(),
                "wamid." + UUID.randomUUID(),
                CustomerIdentity.ofPhone(me.phone()),
                "Ana Test",
                kind,
                buttonId,
                question.at,
                payload);
        Future<TapAnswer> copy = null;
        if (random.nextInt(12) == 0) {
            Nodes.Node other = node(random);
            copy = threads.submit(() -> other.core.handler.handle(tap(other, message)));
        }
        TapAnswer answer = delivered(random, message);
        count(answer.outcome());
        if (copy != null) {
            try {
                TapAnswer same = copy.get(60, TimeUnit.SECONDS);
                if (same.outcome() != answer.outcome() || !Objects.equals(same.bookingCode(), answer.bookingCode())) {
                    findings.add("one message was answered with " + answer + " and with " + same);
                }
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                findings.add("a message that came twice failed: " + e);
            }
        }
        return answer;
    }

    private TapAnswer delivered(Random random, InboundMessage message) {
        while (true) {
            Nodes.Node node = node(random);
            nodes.connections.next(fate(random));
            try {
                return node.core.handler.handle(tap(node, message));
            } catch (NodeDiedException again) {
                count("node died under a tap");
            } finally {
                nodes.connections.next(null);
            }
        }
    }

    private Tap tap(Nodes.Node node, InboundMessage message) {
        return Tap.delivered(node.core.salon(salon.code()), message, nodes.clock.instant());
    }

    private void offers(TapAnswer answer, Memory me, Question question) {
        List<Instant> moments = question.moments();
        if (answer.outcome() != TapOutcome.CARD_SHOWN) {
            slots(answer).forEach(slot -> question.note(codes -> new Deed.Offer(me.phone(), slot, moments)));
        }
    }

    // Staff

    private void staff(Random random) {
        int chance = random.nextInt(100);
        if (chance < 25) {
            book(random);
        } else if (chance < 35) {
            listTimes(random);
        } else {
            actOnSomething(random);
        }
    }

    private void book(Random random) {
        String key = "rosa-" + KEYS.incrementAndGet();
        boolean isKnown = random.nextBoolean();
        String phone = customers.get(random.nextInt(CUSTOMERS)).phone();
        Slot slot = slot(random);
        StaffBooking wanted = new StaffBooking(
                key,
                salon.id(),
                service,
                masters.get(slot.master()),
                LocalDateTime.ofInstant(slot.start(), ZONE),
                isKnown
                        ? new StaffBooking.Guest(null, "+" + phone, null, null)
                        : new StaffBooking.Guest(null, null, null, "Walk-in " + key),
                false,
                random.nextBoolean(),
                key);
        String guest = isKnown ? phone : "Walk-in " + key;
        Answer answer = book(random, wanted, guest, slot);
        if (answer == Answer.UNKNOWN || random.nextInt(10) == 0) {
            book(random, wanted, guest, slot);
        }
    }

    private Answer book(Random random, StaffBooking wanted, String guest, Slot slot) {
        Question question = new Question();
        Answer answer;
        nodes.connections.next(fate(random));
        try {
            StaffOutcome outcome = node(random).staff.book(wanted);
            answer = outcome.match(
                    made -> made.before() ? Answer.DONE_BEFORE : Answer.DONE,
                    refused -> refused.reason() == Refusal.BOOKED ? Answer.TAKEN : Answer.PAST,
                    unclear -> Answer.NOT_ALLOWED,
                    keyUsed -> Answer.NOT_ALLOWED);
            question.answered();
        } catch (NodeDiedException e) {
            answer = Answer.UNKNOWN;
        } finally {
            nodes.connections.next(null);
        }
        count("staff books: " + answer);
        List<Instant> moments = question.moments();
        Answer told = answer;
        question.note(codes -> new Deed.StaffBook(wanted.key(), guest, slot, told, moments));
        return answer;
    }

    private void listTimes(Random random) {
        String code = MASTERS.get(random.nextInt(MASTERS.size()));
        Nodes.Node node = node(random);
        Salon known = node.core.salon(salon.code());
        Master master = known.master(code).orElseThrow();
        Service haircut = known.service("s456").orElseThrow();
        Question question = new Question();
        Set<Instant> free = node.staff.times(known, master, haircut, TODAY).stream()
                .map(one -> one.from())
                .collect(Collectors.toSet());
        List<Instant> moments = question.answered();
        question.note(codes -> new Deed.Times(null, code, free, moments));
    }

    private void actOnSomething(Random random) {
        List<Seen> old = List.copyOf(seen.values());
        Seen visit = !old.isEmpty() && random.nextInt(4) == 0 ? old.get(random.nextInt(old.size())) : look(random);
        if (visit == null) {
            book(random);
        } else if (random.nextInt(4) == 0) {
            move(random, visit);
        } else {
            act(random, visit);
        }
    }

    /** At a page that shows one visit, whichever. */
    private @Nullable Seen look(Random random) {
        Question question = new Question();
        List<Seen> all = visits();
        List<Instant> moments = question.answered();
        if (all.isEmpty()) {
            return null;
        }
        Seen one = all.get(random.nextInt(all.size()));
        seen.put(one.id(), one);
        question.note(codes -> new Deed.Look(one.key(), one.visit(), moments));
        return one;
    }

    private void act(Random random, Seen visit) {
        BookingAct act = visit.visit().status() == Status.CONFIRMED
                ? List.of(BookingAct.CANCEL, BookingAct.CANCEL, BookingAct.COMPLETE, BookingAct.NO_SHOW)
                        .get(random.nextInt(4))
                : BookingAct.RESTORE;
        ActRequest request = new ActRequest(
                act, salon.id(), visit.id(), visit.visit().version(), random.nextBoolean(), null, "rosa");
        acted(random, visit, act, visit.visit().slot(), node -> node.acts.perform(request));
    }

    private void move(Random random, Seen visit) {
        Slot to = slot(random);
        if (to.equals(visit.visit().slot())) {
            return;
        }
        MoveRequest request = new MoveRequest(
                salon.id(),
                visit.id(),
                visit.visit().version(),
                masters.get(to.master()),
                LocalDateTime.ofInstant(to.start(), ZONE),
                false,
                random.nextBoolean(),
                null,
                "rosa");
        acted(random, visit, null, to, node -> node.acts.move(request));
    }

    private void acted(
            Random random, Seen visit, @Nullable BookingAct act, Slot to, Function<Nodes.Node, MoveOutcome> ask) {
        Question question = new Question();
        Answer answer;
        String takenBy = null;
        nodes.connections.next(fate(random));
        try {
            MoveOutcome outcome = ask.apply(node(random));
            question.answered();
            answer = answer(outcome);
            takenBy = outcome instanceof ActOutcome.SlotTaken taken ? taken.byBookingCode() : null;
            if (outcome instanceof ActOutcome.Gone) {
                findings.add("a visit has gone: " + visit);
            }
        } catch (NodeDiedException e) {
            answer = Answer.UNKNOWN;
        } finally {
            nodes.connections.next(null);
        }
        count((act == null ? "MOVE" : act) + ": " + answer);
        List<Instant> moments = question.moments();
        Answer told = answer;
        String code = takenBy;
        question.note(codes -> new Deed.Act(
                visit.key(), act, to, visit.visit().version(), told, code == null ? null : codes.apply(code), moments));
    }

    private static Answer answer(MoveOutcome outcome) {
        return outcome.match(
                act -> act.match(
                        changed -> Answer.DONE,
                        stale -> Answer.STALE,
                        notAllowed -> Answer.NOT_ALLOWED,
                        taken -> Answer.TAKEN,
                        gone -> Answer.NOT_ALLOWED),
                refused -> refused.reason() == Refusal.PAST ? Answer.PAST : Answer.NOT_ALLOWED);
    }

    // What it comes to

    private History written() {
        Question question = new Question();
        Instant now = nodes.clock.instant();
        Map<String, String> keysOfCodes = new HashMap<>();
        salon.jdbc()
                .sql("SELECT booking_code, coalesce(made_by, session_token) FROM bookings"
                        + " WHERE salon_id = ? AND status <> 'HELD'")
                .param(salon.id())
                .query((ResultSet row, int number) -> keysOfCodes.put(row.getString(1), row.getString(2)))
                .list();
        Map<String, Visit> visits = visits().stream().collect(Collectors.toMap(Seen::key, Seen::visit));
        Map<String, Card> cards = cards(now);
        Map<String, Hold> holds = holds(now);
        Set<String> optedOut =
                new HashSet<>(column("SELECT phone FROM customers WHERE salon_id = ? AND opted_out_at IS NOT NULL"));
        List<Instant> moments = question.answered();
        question.note(codes -> new Deed.End(visits, cards, holds, optedOut, moments));
        if (salon.counter() != visits.size()) {
            findings.add(salon.counter() + " bookings counted, " + visits.size() + " are there");
        }
        List<String> untold = column("""
                SELECT booking_code
                FROM bookings b
                WHERE b.salon_id = ?
                  AND b.status <> 'HELD'
                  AND b.made_by IS NULL
                  AND NOT EXISTS (SELECT 1 FROM outbound_messages o WHERE o.booking_id = b.id AND o.kind = 'booked')
                """);
        if (!untold.isEmpty()) {
            findings.add("never confirmed to their customers: " + untold);
        }
        Function<String, String> codes = code -> keysOfCodes.getOrDefault(code, "no booking has the code " + code);
        List<Call<Deed>> calls = entries.stream()
                .map(entry -> new Call<>(entry.deed().apply(codes), entry.asked(), entry.answered()))
                .toList();
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.get()));
        return new History(seed, model, calls, List.copyOf(findings), counts);
    }

    private List<Seen> visits() {
        return salon.jdbc()
                .sql("""
                        SELECT b.id, coalesce(b.made_by, b.session_token) AS key, coalesce(c.phone, c.name) AS customer,
                               m.code AS master, b.start_ts, b.status, b.version
                        FROM bookings b
                        JOIN customers c ON c.id = b.customer_id
                        JOIN masters m ON m.id = b.master_id
                        WHERE b.salon_id = ?
                          AND b.status <> 'HELD'
                        ORDER BY b.id
                        """)
                .param(salon.id())
                .query((ResultSet row, int number) -> new Seen(
                        row.getObject("id", UUID.class),
                        row.getString("key"),
                        new Visit(
                                row.getString("customer"),
                                slot(row),
                                Status.valueOf(row.getString("status")),
                                row.getLong("version"))))
                .list();
    }

    private Map<String, Card> cards(Instant now) {
        Map<String, Card> cards = new HashMap<>();
        salon.jdbc()
                .sql("""
                        SELECT c.phone, s.id, s.selection, m.code AS master, s.start_ts, s.expires_at
                        FROM customers c
                        JOIN sessions s ON s.id = c.session_id
                        JOIN masters m ON m.id = s.master_id
                        WHERE c.salon_id = ?
                          AND s.state = 'ACTIVE'
                          AND s.selection > 0
                        """)
                .param(salon.id())
                .query((ResultSet row, int number) -> cards.put(
                        row.getString("phone"),
                        new Card(
                                row.getString("id"),
                                row.getInt("selection"),
                                slot(row),
                                row.getTimestamp("expires_at").toInstant())))
                .list();
        cards.values().removeIf(card -> !now.isBefore(card.expires()));
        return cards;
    }

    private Map<String, Hold> holds(Instant now) {
        Map<String, Hold> holds = new HashMap<>();
        salon.jdbc()
                .sql("""
                        SELECT c.phone, b.session_token, m.code AS master, b.start_ts, b.held_until
                        FROM bookings b
                        JOIN customers c ON c.id = b.customer_id
                        JOIN masters m ON m.id = b.master_id
                        WHERE b.salon_id = ?
                          AND b.status = 'HELD'
                        """)
                .param(salon.id())
                .query((ResultSet row, int number) -> holds.put(
                        row.getString("phone"),
                        new Hold(
                                row.getString("session_token"),
                                slot(row),
                                row.getTimestamp("held_until").toInstant())))
                .list();
        holds.values().removeIf(hold -> !hold.isLive(now));
        return holds;
    }

    private List<String> column(String sql) {
        JdbcClient jdbc = salon.jdbc();
        return jdbc.sql(sql).param(salon.id()).query(String.class).list();
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(row.getString("master"), row.getTimestamp("start_ts").toInstant());
    }

    // Words

    private static Slot slot(Random random) {
        return new Slot(MASTERS.get(random.nextInt(MASTERS.size())), STARTS.get(random.nextInt(STARTS.size())));
    }

    private static String time(Slot slot) {
        return LocalTime.ofInstant(slot.start(), ZONE).toString();
    }

    private static String token(TapAnswer card) {
        return card.message().buttons().get(0).id().replace("confirm_booking_", "");
    }

    private static List<String> ids(@Nullable InteractiveMessage message) {
        if (message == null) {
            return List.of();
        }
        Stream<String> rows = message.menu() == null
                ? Stream.of()
                : message.menu().rows().stream().map(InteractiveMessage.Row::id);
        return Stream.concat(message.buttons().stream().map(InteractiveMessage.Button::id), rows)
                .toList();
    }

    private static List<Slot> slots(TapAnswer answer) {
        return ids(answer.message()).stream()
                .map(SLOT::matcher)
                .filter(Matcher::matches)
                .map(id -> new Slot(
                        id.group(3),
                        LocalDate.parse(id.group(1))
                                .atTime(LocalTime.parse(id.group(2)))
                                .atZone(ZONE)
                                .toInstant()))
                .toList();
    }

    private static Set<String> codes(TapAnswer answer) {
        if (answer.message() == null) {
            return Set.of();
        }
        return Stream.concat(
                        ids(answer.message()).stream(),
                        Arrays.stream(answer.message().body().split("\\s")))
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .collect(Collectors.toSet());
    }
}
