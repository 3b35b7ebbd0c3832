package io.quickbooking.core.admin.sessions;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.admin.sessions.SessionFilter.Shown;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.session.Step;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionListTest {
    private static final String ANA = "15550100001";
    private static final String BEN = "15550100002";
    private static final String CLEO = "15550100003";

    private final TestDatabase database = TestDatabase.create(5);
    private final TestSalon.Written salon = aSalon().in(database);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final SessionList list = new SessionList(new Mappers(database.dataSource()), core.transactions, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_newest_tap_comes_first_and_says_what_the_customer_sees() {
        TapAnswer card = core.tap(ANA, slot(10));
        clock.advance(Duration.ofSeconds(10));
        core.tap(BEN, slot(12));
        assertThat(phones(Shown.CURRENT)).containsExactly(BEN, ANA);

        clock.advance(Duration.ofSeconds(10));
        core.tap(ANA, card.message().buttons().get(1).id());

        assertThat(phones(Shown.CURRENT)).containsExactly(ANA, BEN);
        SessionRow first = find(Shown.CURRENT, null).rows().get(0);
        assertThat(first.state()).isEqualTo("ACTIVE");
        assertThat(first.lastTapKind()).isEqualTo("change_time");
        assertThat(first.lastTapOutcome()).isEqualTo("times_listed");
        assertThat(first.step()).isEqualTo(Step.TIME);
        assertThat(first.lastTappedAt()).isEqualTo(clock.instant());
        assertThat(first.masterName()).isEqualTo("Sarah Johnson");
    }

    @Test
    void a_session_is_listed_from_the_first_word_on_with_what_has_been_chosen() {
        core.write(ANA, "hello");
        core.tap(ANA, "pick_master_s456_m123");
        SessionRow row = find(Shown.LIVE, null).rows().get(0);
        assertThat(row.step()).isEqualTo(Step.DAY);
        assertThat(row.serviceName()).isEqualTo("Women's Haircut");
        assertThat(row.masterName()).isEqualTo("Sarah Johnson");
        assertThat(row.start()).isNull();
    }

    @Test
    void a_time_that_was_found_taken_is_the_last_tap_of_a_live_session() {
        book(BEN, slot(12));
        core.tap(ANA, slot(10));
        clock.advance(Duration.ofSeconds(10));
        core.tap(ANA, slot(12));

        assertThat(find(Shown.LIVE, null).rows())
                .singleElement()
                .extracting(SessionRow::lastTapOutcome)
                .isEqualTo("slot_unavailable");
    }

    @Test
    void each_state_shows_its_own() {
        TapAnswer anas = core.tap(ANA, slot(10));
        TapAnswer bens = core.tap(BEN, slot(10));
        core.tap(CLEO, slot(14));
        clock.advance(Duration.ofMinutes(1));
        String code = Objects.requireNonNull(core.tap(ANA, firstButton(anas)).bookingCode());
        core.tap(BEN, firstButton(bens));

        assertThat(phones(Shown.BOOKED)).containsExactly(ANA);
        assertThat(find(Shown.BOOKED, null).rows().get(0).bookingCode()).isEqualTo(code);
        assertThat(phones(Shown.LOST)).containsExactly(BEN);
        assertThat(phones(Shown.LIVE)).containsExactly(CLEO);
        assertThat(phones(Shown.EXPIRED)).isEmpty();

        clock.advance(Duration.ofMinutes(14));

        assertThat(phones(Shown.LIVE)).isEmpty();
        assertThat(phones(Shown.EXPIRED)).as("before anybody has swept it").containsExactly(CLEO);
        assertThat(find(Shown.EXPIRED, null).rows().get(0).state()).isEqualTo("EXPIRED");
        core.sessions.expire(clock.instant());
        assertThat(phones(Shown.EXPIRED)).containsExactly(CLEO);

        clock.advance(Duration.ofMinutes(1));
        assertThat(phones(Shown.CURRENT)).containsExactly(CLEO);
        assertThat(phones(Shown.ALL)).hasSize(3);
        clock.advance(Duration.ofHours(24));
        assertThat(phones(Shown.ALL)).isEmpty();
        assertThat(phones(Shown.BOOKED)).isEmpty();
    }

    @Test
    void a_session_is_found_by_name_phone_and_code() {
        String code = book(ANA, slot(10));
        core.tap(BEN, slot(12));
        rename(ANA, "Мария Орлова");
        rename(BEN, "100%_Noa \\ כהן");

        assertThat(phones("мария")).containsExactly(ANA);
        assertThat(phones("ОРЛОВА")).containsExactly(ANA);
        assertThat(phones("כהן")).containsExactly(BEN);
        assertThat(phones("100%_noa \\")).containsExactly(BEN);
        assertThat(phones("1__%")).isEmpty();
        assertThat(phones("+1 (555) 010-0002")).containsExactly(BEN);
        assertThat(phones("0100001")).containsExactly(ANA);
        assertThat(phones("bk " + code.substring(2))).containsExactly(ANA);
        assertThat(phones("nobody\0")).isEmpty();
    }

    @Test
    void the_language_is_the_one_of_the_card() {
        core.tap(ANA, slot(10));
        core.handler.handle(core.aTap(BEN, slot(12), "wamid.1", clock.instant(), "he"));

        assertThat(list.find(new SessionFilter(salon.id(), Shown.CURRENT, "he", null), null)
                        .rows())
                .extracting(SessionRow::phone)
                .containsExactly(BEN);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        List<String> tapped = new ArrayList<>();
        for (int i = 0; i < 107; i++) {
            String phone = "1555010%04d".formatted(i);
            core.tap(phone, slot(10));
            tapped.add(0, phone);
        }

        List<String> seen = new ArrayList<>();
        SessionPage page = find(Shown.LIVE, null);
        int pages = 1;
        while (true) {
            assertThat(page.count()).isEqualTo(107);
            page.rows().forEach(row -> seen.add(row.phone()));
            if (page.next().isEmpty()) {
                break;
            }
            page = find(Shown.LIVE, page.next().get());
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).isEqualTo(tapped);
    }

    @Test
    void simulated_sessions_and_those_of_other_salons_are_not_listed() {
        core.tap(ANA, slot(10));
        TestSalon.Written other = aSalon().called("borealis", "106540352242923").in(database);
        assertThat(list.find(new SessionFilter(other.id(), Shown.ALL, null, null), null)
                        .rows())
                .isEmpty();

        database.jdbc().sql("UPDATE sessions SET realm = 'SIMULATED'").update();
        assertThat(phones(Shown.ALL)).isEmpty();
    }

    private static String slot(int hour) {
        return "slot_2026-06-02_%02d:00_m123".formatted(hour);
    }

    private String book(String phone, String slot) {
        return Objects.requireNonNull(
                core.tap(phone, firstButton(core.tap(phone, slot))).bookingCode());
    }

    private void rename(String phone, String name) {
        database.jdbc()
                .sql("UPDATE customers SET name = ? WHERE phone = ?")
                .params(name, phone)
                .update();
    }

    private SessionPage find(Shown shown, SessionPage.@Nullable Place after) {
        return list.find(new SessionFilter(salon.id(), shown, null, null), after);
    }

    private List<@Nullable String> phones(Shown shown) {
        return find(shown, null).rows().stream().map(SessionRow::phone).toList();
    }

    private List<@Nullable String> phones(String text) {
        return list.find(new SessionFilter(salon.id(), Shown.ALL, null, text), null).rows().stream()
                .map(SessionRow::phone)
                .toList();
    }
}
