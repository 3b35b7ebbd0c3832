package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.core.conversation.TapOutcome.DAYS_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_LISTED;
import static io.quickbooking.core.conversation.TapOutcome.TIMES_OFFERED;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestCore.rows;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole conversations on the days on which calendars go wrong, from the first minute of the day to its last. */
class AwkwardDaysTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(18, 0);
    private static final LocalTime NOONISH = LocalTime.of(12, 10);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    private final TestDatabase database = TestDatabase.create(5);

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                        "America/New_York 2027-03-14",
                        "America/New_York 2027-11-07",
                        "Europe/Berlin 2027-03-28",
                        "Europe/Berlin 2027-10-31",
                        "Asia/Beirut 2027-03-28",
                        "Asia/Beirut 2027-10-31",
                        "Europe/Berlin 2028-02-29",
                        "Pacific/Auckland 2026-12-31")
                .map(place -> place.split(" "))
                .flatMap(place -> Stream.of("00:00", "01:58", NOONISH.toString(), "23:58")
                        .map(LocalTime::parse)
                        .map(time -> Arguments.of(place[0], LocalDate.parse(place[1]), time)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void from_the_first_word_to_another_time(String zone, LocalDate date, LocalTime time) {
        TestCore core = coreAt(ZoneId.of(zone), date.atTime(time));
        LocalDate firstDay = time.isBefore(CLOSES) ? date : date.plusDays(1);

        TapAnswer offer = core.write(ANA, "hi");
        assertThat(offer.outcome()).isEqualTo(TIMES_OFFERED);
        assertThat(offeredAt(firstButton(offer)))
                .isEqualTo(firstDay.atTime(time.equals(NOONISH) ? LocalTime.of(12, 30) : OPENS));
        assertThat(confirm(core, ANA, firstButton(offer))).isEqualTo(BOOKED);

        TapAnswer days = core.tap(BOB, "pick_master_s456_m123");
        assertThat(days.outcome()).isEqualTo(DAYS_LISTED);
        List<String> listed =
                rows(days).stream().filter(id -> id.startsWith("pick_day_")).toList();
        assertThat(listed).doesNotHaveDuplicates().first().isEqualTo("pick_day_s456_m123_" + firstDay);
        for (int i = 0; i < listed.size(); i++) {
            assertThat(listed.get(i)).endsWith("_" + firstDay.plusDays(i));
        }

        LocalDate next = date.plusDays(1);
        TapAnswer times = core.tap(BOB, "pick_day_s456_m123_" + next);
        assertThat(times.outcome()).isEqualTo(TIMES_LISTED);
        String slot = "slot_%s_%s_m123_s456".formatted(next, "16:00");
        assertThat(confirm(core, BOB, slot)).isEqualTo(BOOKED);

        assertThat(wallTimes(zone))
                .contains(next + " 16:00-17:00")
                .allSatisfy(booked ->
                        assertThat(LocalTime.parse(booked.substring(11, 16))).isBetween(OPENS, CLOSES.minusHours(1)));
    }

    /** Those at which a hold reaches over the change of clock or of day. */
    static Stream<Arguments> eves() {
        return moments().filter(moment -> moment.get()[2].toString().endsWith(":58"));
    }

    @ParameterizedTest
    @MethodSource("eves")
    void a_held_time_is_kept_for_its_minutes_and_no_longer(String zone, LocalDate date, LocalTime time) {
        TestCore core = coreAt(ZoneId.of(zone), date.atTime(time));
        String slot = "slot_%s_10:00_m123_s456".formatted(date.plusDays(1));
        TapAnswer card = core.tap(ANA, slot);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        core.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(core.tap(BOB, slot).outcome()).isNotEqualTo(CARD_SHOWN);
        core.clock.advance(Duration.ofSeconds(1));
        assertThat(core.tap(BOB, slot).outcome()).isEqualTo(CARD_SHOWN);
    }

    private TestCore coreAt(ZoneId zone, LocalDateTime now) {
        aSalon().in(zone.getId())
                .open(HOUR.format(OPENS) + "-" + HOUR.format(CLOSES))
                .holdingFor(5)
                .in(database);
        return new TestCore(
                database.dataSource(), new SettableClock(now.atZone(zone).toInstant()));
    }

    private static TapOutcome confirm(TestCore core, String phone, String slot) {
        TapAnswer card = core.tap(phone, slot);
        assertThat(card.outcome()).as(slot).isEqualTo(CARD_SHOWN);
        core.clock.advance(Duration.ofSeconds(1));
        return core.tap(phone, firstButton(card)).outcome();
    }

    /** {@code slot_2027-03-14_09:00_m123_s456}. */
    private static LocalDateTime offeredAt(String slot) {
        String[] parts = slot.split("_");
        return LocalDate.parse(parts[1]).atTime(LocalTime.parse(parts[2]));
    }

    private List<String> wallTimes(String zone) {
        return database.jdbc().sql("""
                        SELECT to_char(start_ts AT TIME ZONE :zone, 'YYYY-MM-DD HH24:MI')
                               || to_char(end_ts AT TIME ZONE :zone, '-HH24:MI')
                        FROM bookings
                        WHERE status = 'CONFIRMED'
                        """).param("zone", zone).query(String.class).list();
    }
}
