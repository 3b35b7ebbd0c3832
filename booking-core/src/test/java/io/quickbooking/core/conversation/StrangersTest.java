package io.quickbooking.core.conversation;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Eve taps what was meant for others: each id on any button or row that they were sent, ids made of their sessions and
 * codes, and thousands of ids that differ from these in a few characters. None of it does or tells her anything.
 *
 * <p>Seen to fail with {@code customer_id = #{customerId}} taken out of {@code BookingsMapper.lockOwn} (she
 * reads a booking by its code), and out of {@code byToken} (by its session's token); with tokens
 * compared by their beginnings (made-up ids). {@code -Dstrangers.ids=15000} makes up more ids.
 */
class StrangersTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String EVE = "15550100066";
    private static final int MUTANTS = Integer.getInteger("strangers.ids", 300);

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();

    @AfterEach
    void close() {
        database.close();
    }

    /** Ana has booked at Aurora and at Borealis, and has a card again; Bob has a card. */
    @BeforeEach
    void others() {
        aSalon().holdingFor(5).in(database);
        aSalon().called("borealis", "106540352242999").in(database);
        for (String salon : List.of("aurora", "borealis")) {
            TapAnswer card = tap(salon, ANA, "slot_2026-06-01_15:00_m123");
            TapAnswer booked = tap(salon, ANA, firstButton(card));
            secrets.add(booked.bookingCode());
            tap(salon, ANA, "cancel_booking_" + booked.bookingCode());
            tap(salon, ANA, "slot_2026-06-02_10:00_m123");
            tap(salon, BOB, "slot_2026-06-02_12:00_m123");
        }
        secrets.addAll(column("SELECT id::text FROM sessions"));
        secrets.addAll(column("SELECT id::text FROM customers"));
        secrets.addAll(column("SELECT id::text FROM bookings"));
        for (String secret : secrets) {
            for (String beginning : List.of(
                    "confirm_booking_",
                    "change_time_",
                    "cancel_booking_",
                    "cancel_for_good_",
                    "keep_booking_",
                    "pick_service_",
                    "")) {
                ids.add(beginning + secret);
            }
            ids.add("confirm_booking_" + secret + ".1");
            ids.add("confirm_booking_" + secret + ".2");
        }
    }

    private TapAnswer tap(String salonCode, String phone, String buttonId) {
        var salon = core.salon(salonCode);
        TapAnswer answer = core.handler.handle(Tap.delivered(
                salon,
                new InboundMessage(
                        salon.phoneNumberId(),
                        "test." + UUID.randomUUID(),
                        CustomerIdentity.ofPhone(phone),
                        phone.equals(EVE) ? "Eve" : "Nobody Elses",
                        InboundMessage.TAP,
                        buttonId,
                        clock.instant(),
                        "{}"),
                clock.instant()));
        if (!phone.equals(EVE)) {
            answer.message().buttons().stream()
                    .map(InteractiveMessage.Button::id)
                    .forEach(ids::add);
            if (answer.message().menu() != null) {
                ids.addAll(TestCore.rows(answer));
            }
        }
        return answer;
    }

    @Test
    void what_others_were_sent_does_and_tells_nothing() {
        String before = othersRows();
        assertThat(ids).hasSizeGreaterThan(60).anyMatch(id -> id.startsWith("cancel_for_good_"));
        for (String salon : List.of("aurora", "borealis")) {
            ids.forEach(id -> attack(salon, id));
        }
        assertThat(othersRows()).isEqualTo(before);
    }

    @Test
    void what_nobody_was_sent_does_and_tells_nothing() {
        String before = othersRows();
        Random random = new Random(20260601);
        List<String> known = new ArrayList<>(ids);
        for (int i = 0; i < MUTANTS; i++) {
            attack("aurora", mutant(random, known.get(random.nextInt(known.size()))));
        }
        assertThat(othersRows()).isEqualTo(before);
    }

    @Test
    void what_others_were_sent_is_worth_nothing_after_its_end_either() {
        clock.advance(Duration.ofDays(3));
        core.sessions.expire(clock.instant());
        database.jdbc().sql("DELETE FROM bookings WHERE status = 'HELD'").update();
        String before = othersRows();
        ids.forEach(id -> attack("aurora", id));
        assertThat(othersRows()).isEqualTo(before);
        // Not even to those who were sent it: what is over books nothing and cancels nothing.
        List<String> own = ids.stream().filter(id -> !id.startsWith("slot_")).toList();
        own.forEach(id -> tap("aurora", BOB, id));
        assertThat(column("SELECT status FROM bookings WHERE customer_phone <> '15550100066'"))
                .containsExactly("CONFIRMED", "CONFIRMED");
    }

    private void attack(String salon, String id) {
        TapAnswer answer = tap(salon, EVE, id);
        assertThat(answer.message().toString())
                .as(id)
                .doesNotContain("Nobody Elses", ANA, BOB)
                .doesNotContain(secrets);
    }

    private static String mutant(Random random, String id) {
        StringBuilder mutant = new StringBuilder(id);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutant.length());
            char other = "0123456789abcdef-_.B".charAt(random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> mutant.insert(at, other);
                case 1 -> mutant.deleteCharAt(at).append(mutant.isEmpty() ? "x" : "");
                default -> mutant.setCharAt(at, other);
            }
        }
        return mutant.toString();
    }

    /** Everything that others have. */
    private String othersRows() {
        return String.join("\n", column("""
                        SELECT 'booking ' || b::text
                        FROM bookings b
                        WHERE customer_phone <> '15550100066'
                        UNION ALL
                        SELECT 'session ' || s::text
                        FROM sessions s
                        JOIN customers c ON c.id = s.customer_id
                        WHERE c.phone <> '15550100066'
                        ORDER BY 1
                        """));
    }

    private List<String> column(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }
}
