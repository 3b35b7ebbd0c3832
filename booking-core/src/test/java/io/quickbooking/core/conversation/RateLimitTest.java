package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.HELPED;
import static io.quickbooking.core.conversation.TapOutcome.NOT_ANSWERED;
import static io.quickbooking.core.conversation.TapOutcome.OPTED_OUT;
import static io.quickbooking.core.conversation.TapOutcome.RATE_LIMITED;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.analytics.BookingMetrics;
import io.quickbooking.core.analytics.MetricsQuery;
import io.quickbooking.core.analytics.MetricsQuery.Step;
import io.quickbooking.core.analytics.Tally;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * With {@link RateLimit#count} answering that nobody is limited, all but the last three fail; with the bucket filled by
 * {@code now} instead of the time of the tap, {@code taps_that_had_to_wait_are_counted_when_they_were_made}; without the exemption
 * of the simulated realm, the one that is named so.
 */
class RateLimitTest {
    private static final String ANA = "15550100001";
    private static final String BEA = "15550100002";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final String FOUR_PM = "slot_2026-06-02_16:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = limitedTo(20);

    private TestCore limitedTo(int taps) {
        return new TestCore(database.dataSource(), clock, RateLimit.perMinute(taps));
    }

    @BeforeEach
    void openTheSalon() {
        aSalon().in(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ten_thousand_taps_in_a_minute_are_counted_and_hardly_answered_while_others_book() {
        for (int i = 0; i < 10_000; i++) {
            core.tap(ANA, i % 2 == 0 ? THREE_PM : "none of ours");
            clock.advance(Duration.ofMillis(6));
            if (i == 5_000) {
                assertThat(core.tap(BEA, firstButton(core.tap(BEA, FOUR_PM))).outcome())
                        .isEqualTo(BOOKED);
            }
        }
        // A bucket, what has been refilled while it was emptied, and the word that it is empty; Bea's card and booking.
        assertThat(database.count("outbound_messages")).isBetween(21L + 2, 24L);
        assertThat(count("sessions WHERE customer_id = (SELECT id FROM customers WHERE phone = '" + ANA + "')"))
                .isEqualTo(1);
        assertThat(count("outbound_messages WHERE kind = 'rate_limited'")).isEqualTo(1);
        assertThat(count("tap_events WHERE outcome = 'rate_limited'")).isBetween(9_978L, 9_980L);
        assertThat(count("tap_events")).isEqualTo(10_002);
        assertThat(database.count("inbound_messages")).isEqualTo(10_002);
        assertThat(database.count("customers")).isEqualTo(2);
    }

    @Test
    void who_goes_on_is_told_once_in_their_language_and_is_answered_again_when_the_minute_is_over() {
        useUp(ANA, 20);
        TapAnswer told = core.handler.handle(core.aTap(ANA, THREE_PM, "test.told", clock.instant(), "de"));
        assertThat(told.outcome()).isEqualTo(RATE_LIMITED);
        assertThat(told.message().body()).startsWith("Das war sehr viel auf einmal");
        assertThat(told.message().buttons()).isEmpty();
        clock.advance(Duration.ofSeconds(59));
        TapAnswer silence = core.tap(ANA, THREE_PM);
        assertThat(silence.outcome()).isEqualTo(RATE_LIMITED);
        assertThat(silence.message()).isNull();
        assertThat(core.write(ANA, "help").message()).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(core.tap(ANA, THREE_PM).outcome()).isEqualTo(CARD_SHOWN);
    }

    @Test
    void a_redelivery_does_not_count_and_is_answered_as_it_was() {
        Tap tap = core.aTap(ANA, THREE_PM, "test.again", clock.instant());
        for (int i = 0; i < 50; i++) {
            assertThat(core.handler.handle(tap).outcome()).isEqualTo(CARD_SHOWN);
        }
        useUp(ANA, 19);
        assertThat(core.tap(ANA, THREE_PM).outcome()).isEqualTo(RATE_LIMITED);
        assertThat(core.handler.handle(tap).outcome()).isEqualTo(CARD_SHOWN);
    }

    @Test
    void texts_count_but_who_wants_to_hear_no_more_is_heard() {
        for (int i = 0; i < 20; i++) {
            assertThat(core.write(ANA, "help").outcome()).isEqualTo(HELPED);
        }
        assertThat(core.write(ANA, "help").outcome()).isEqualTo(RATE_LIMITED);
        assertThat(core.tap(ANA, THREE_PM).outcome()).isEqualTo(RATE_LIMITED);
        assertThat(core.write(ANA, "stop").outcome()).isEqualTo(OPTED_OUT);
        assertThat(core.write(ANA, "stop").outcome()).isEqualTo(NOT_ANSWERED);
    }

    @Test
    void another_node_with_another_limit_goes_on_from_the_same_bucket() {
        useUp(ANA, 10);
        // Half are left, of whatever there is.
        TestCore other = limitedTo(4);
        assertThat(other.tap(ANA, THREE_PM).outcome()).isEqualTo(CARD_SHOWN);
        assertThat(other.tap(ANA, THREE_PM).outcome()).isEqualTo(CARD_SHOWN);
        assertThat(other.tap(ANA, THREE_PM).outcome()).isEqualTo(RATE_LIMITED);
        assertThat(limitedTo(0).tap(ANA, THREE_PM).outcome()).isEqualTo(CARD_SHOWN);
        assertThat(count("customers WHERE limited_at IS NOT NULL")).isZero();
    }

    @Test
    void what_was_not_answered_is_no_selection_and_no_confirmation_in_the_metrics() {
        TapAnswer card = core.tap(ANA, THREE_PM);
        useUp(ANA, 19);
        core.tap(ANA, FOUR_PM);
        core.tap(ANA, firstButton(card));
        BookingMetrics metrics = new BookingMetrics(
                new Mappers(database.dataSource()), core.transactions, TestCore.SESSION_LIFETIME, clock);
        Salon salon = core.salon("aurora");
        LocalDate today = clock.instant().atZone(salon.zone()).toLocalDate();
        Tally tally = metrics.report(
                        MetricsQuery.ofDays(salon.id(), null, today, today, salon.zone(), Step.DAY, clock.instant()))
                .current();
        assertThat(tally.selections()).isEqualTo(20);
        assertThat(tally.confirmations()).isZero();
    }

    @Test
    void taps_that_had_to_wait_are_counted_when_they_were_made() {
        Instant first = clock.instant().minus(Duration.ofMinutes(10));
        IntStream.range(0, 100)
                .forEach(i -> assertThat(core.handler
                                .handle(core.aTap(ANA, THREE_PM, "test." + i, first.plus(Duration.ofSeconds(6L * i))))
                                .outcome())
                        .isEqualTo(CARD_SHOWN));
    }

    @Test
    void a_tap_from_the_future_silences_nobody_until_then() {
        for (int i = 0; i < 21; i++) {
            core.handler.handle(
                    core.aTap(ANA, THREE_PM, "test." + i, clock.instant().plus(Duration.ofDays(3_650))));
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(core.tap(ANA, THREE_PM).outcome()).isEqualTo(CARD_SHOWN);
    }

    @Test
    void simulated_customers_are_not_limited() {
        for (int i = 0; i < 50; i++) {
            Tap live = core.aTap(ANA, THREE_PM, "test." + i, clock.instant());
            Tap simulated =
                    new Tap(live.salonId(), Realm.SIMULATED, live.message(), live.language(), live.receivedAt());
            assertThat(core.handler.handle(simulated).outcome()).isEqualTo(CARD_SHOWN);
        }
    }

    private void useUp(String phone, int taps) {
        for (int i = 0; i < taps; i++) {
            assertThat(core.tap(phone, THREE_PM).outcome()).isEqualTo(CARD_SHOWN);
        }
    }

    private long count(String rows) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + rows)
                .query(Long.class)
                .single();
    }
}
