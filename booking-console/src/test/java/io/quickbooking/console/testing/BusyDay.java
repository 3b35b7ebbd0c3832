package io.quickbooking.console.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Wednesday at the demo salon, 25 November 2026, up to twenty past ten in New York: visits of today and of the coming
 * days, lost races, sessions that ran out and sessions that go on, by customers who write in several scripts. All of it by
 * taps; only what WhatsApp tells about messages is written by SQL.
 */
public final class BusyDay {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LocalDate WEDNESDAY = LocalDate.parse("2026-11-25");
    private static final ZoneId SALON = ZoneId.of("America/New_York");
    private static final List<String> NAMES = List.of(
            "Ana Ruiz",
            "Noa Levi",
            "נועה כהן",
            "Maximiliane von Hohenstein-Bergedorf",
            "سارة الخطيب",
            "Tom O'Brien",
            "Ελένη Παππά",
            "Zoë Müller",
            "Iva",
            "Priya Raman",
            "Jonas Berg",
            "Мария Орлова",
            "Lucas Silva",
            "Chloé Dubois",
            "Mia Novak",
            "Owen Clarke");

    private final RunningConsole console;
    private final SettableClock clock;
    private final TestDatabase database;
    private final LocalDate today;
    private final Map<String, String> codes = new LinkedHashMap<>();
    private int customers;

    private BusyDay(RunningConsole console, SettableClock clock, TestDatabase database, LocalDate today) {
        this.console = console;
        this.clock = clock;
        this.database = database;
        this.today = today;
    }

    /** The clock to start the console with: five past nine in the morning of the salon. */
    public static SettableClock clock() {
        return clock(WEDNESDAY);
    }

    /** The same for another day. */
    public static SettableClock clock(LocalDate today) {
        return new SettableClock(today.atTime(9, 5).atZone(SALON).toInstant());
    }

    public static BusyDay lived(RunningConsole console, SettableClock clock, TestDatabase database) {
        return lived(console, clock, database, WEDNESDAY);
    }

    /** The same on another day; the salon has to be open on it and on the five days after it. */
    public static BusyDay lived(RunningConsole console, SettableClock clock, TestDatabase database, LocalDate today) {
        BusyDay day = new BusyDay(console, clock, database, today);
        day.live();
        toldByWhatsApp(database);
        return day;
    }

    /** The code of the first booking. */
    public String code() {
        return codes.values().iterator().next();
    }

    /** The code of the booking that this button led to. */
    public String codeOf(String slot) {
        return codes.get(slot);
    }

    /** A session that was beaten to its slot. */
    public String sessionThatLost() {
        return one("SELECT session_id::text FROM tap_events WHERE outcome = 'slot_taken' ORDER BY id LIMIT 1");
    }

    /** The customer of the first booking. */
    public String customer() {
        return one("SELECT customer_id::text FROM bookings WHERE booking_code = '" + code() + "'");
    }

    /** The code of each booking by the button that led to it. */
    public Map<String, String> codes() {
        return Map.copyOf(codes);
    }

    public boolean isCode(String code) {
        return codes.containsValue(code);
    }

    public String statusOf(String code) {
        return one("SELECT status FROM bookings WHERE booking_code = '" + code + "'");
    }

    public String failedMessage() {
        return one("SELECT id::text FROM outbound_messages WHERE state = 'FAILED' ORDER BY id LIMIT 1");
    }

    private String one(String sql) {
        return database.jdbc().sql(sql).query(String.class).single();
    }

    private void live() {
        book(slot(0, "11:00", "m123", "s456"));
        book(slot(0, "14:00", "m123", "s458"));
        book(slot(0, "11:30", "m124", "s457"));
        clock.advance(Duration.ofMinutes(7));
        book(slot(0, "12:00", "m124", "s461"));
        book(slot(0, "14:30", "m125", "s459"));
        leaveUntilItRunsOut(slot(0, "16:00", "m125", "s456"));
        book(slot(0, "15:00", "m126", "s460"));
        book(slot(0, "17:30", "m127", "s457"));
        clock.advance(Duration.ofMinutes(11));
        race(slot(0, "16:00", "m123", "s456"), 3);
        race(slot(1, "10:00", "m124", "s456"), 2);
        leaveUntilItRunsOut(slot(2, "09:00", "m123", "s456"));
        clock.advance(Duration.ofMinutes(16));
        for (int later : List.of(1, 2, 3, 5)) {
            book(slot(later, "11:00", "m123", "s456"));
            clock.advance(Duration.ofMinutes(1));
            book(slot(later, "12:00", "m126", "s460"));
        }
        clock.advance(Duration.ofMinutes(26));
        race(slot(2, "14:00", "m125", "s456"), 2);
        clock.advance(Duration.ofMinutes(4));
        choose(slot(0, "15:00", "m123", "s456"));
        clock.advance(Duration.ofMinutes(3));
        choose(slot(1, "15:30", "m125", "s458"));
        choose(slot(0, "16:00", "m126", "s460"));
        clock.advance(Duration.ofMinutes(1));
    }

    private static void toldByWhatsApp(TestDatabase database) {
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET state = CASE WHEN id % 7 = 0 THEN 'DELIVERED' ELSE 'READ' END,
                            attempts = 1,
                            wamid = 'wamid.fictional.' || id,
                            sent_at = created_at + INTERVAL '240 milliseconds',
                            delivered_at = created_at + INTERVAL '900 milliseconds',
                            read_at = CASE WHEN id % 7 = 0 THEN NULL ELSE created_at + INTERVAL '4 seconds' END
                        WHERE id % 9 <> 0
                        """).update();
        database.jdbc().sql("""
                        UPDATE outbound_messages
                        SET state = 'FAILED',
                            attempts = 1,
                            error_code = 131026,
                            error = 'Message undeliverable',
                            failed_at = created_at + INTERVAL '2 seconds'
                        WHERE id % 18 = 0
                        """).update();
    }

    private String slot(int daysLater, String time, String master, String service) {
        return "slot_%s_%s_%s_%s".formatted(today.plusDays(daysLater), time, master, service);
    }

    private int newCustomer() {
        return customers++;
    }

    private void book(String slot) {
        int customer = newCustomer();
        confirm(customer, slot, choose(customer, slot));
    }

    private void choose(String slot) {
        choose(newCustomer(), slot);
    }

    private void leaveUntilItRunsOut(String slot) {
        choose(newCustomer(), slot);
    }

    /** All choose the same time; the first books it, the second takes what is offered instead, the others leave. */
    private void race(String slot, int racers) {
        int first = newCustomer();
        Answer firstCard = choose(first, slot);
        int second = newCustomer();
        Answer secondCard = choose(second, slot);
        for (int i = 2; i < racers; i++) {
            choose(newCustomer(), slot);
        }
        clock.advance(Duration.ofSeconds(19));
        confirm(first, slot, firstCard);
        clock.advance(Duration.ofMillis(140));
        Answer lost = tap(second, secondCard.button(0));
        assertThat(lost.status()).isEqualTo(409);
        clock.advance(Duration.ofSeconds(8));
        String instead = lost.button(0);
        confirm(second, instead, choose(second, instead));
    }

    private Answer choose(int customer, String slot) {
        Answer card = tap(customer, slot);
        assertThat(card.status()).as(card.body()).isEqualTo(200);
        return card;
    }

    private void confirm(int customer, String slot, Answer card) {
        clock.advance(Duration.ofSeconds(12 + customer % 5));
        Answer booked = tap(customer, card.button(0));
        assertThat(booked.status()).as(booked.body()).isEqualTo(200);
        String code = booked.json().path("bookingCode").asString("");
        assertThat(code).as(booked.body()).isNotEmpty();
        codes.put(slot, code);
    }

    private Answer tap(int customer, String buttonId) {
        return console.postTap(JSON.writeValueAsString(Map.of(
                "salon",
                "aurora",
                "customer",
                "+155501%05d".formatted(customer + 100),
                "buttonId",
                buttonId,
                "name",
                NAMES.get(customer % NAMES.size()),
                "language",
                customer % NAMES.size() == 2 ? "he" : "en")));
    }
}
