package io.quickbooking.core.conversation;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quickbooking.core.button.ButtonId.NextTimes;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.database.Replica;
import io.quickbooking.core.database.ReplicatedDataSource;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.testing.PostgresPair;
import io.quickbooking.testing.Race;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Offers that are looked for on a real standby. Seen to fail without the condition in {@link OfferSearch}: who has lost a
 * time is offered it again.
 */
class OffersFromReplicaTest {
    private static final String ANA = "15550100001";
    private static final String BOB = "15550100002";
    private static final String CECILY = "15550100003";
    private static final String FIRST = "slot_2026-06-01_10:00_m123";

    private static final String NEXT_TIMES = new ButtonParserService().format(new NextTimes());

    private static PostgresPair servers;
    private static ReplicatedDataSource dataSource;

    /** Eight in the morning in New York. */
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");

    private final TestCore core = new TestCore(dataSource, clock);
    private final Replica replica = dataSource.replica();

    @BeforeAll
    static void start() {
        servers = PostgresPair.start();
        dataSource = new ReplicatedDataSource(
                servers.pool(), PostgresPair.pool(servers.standbyPort()), InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        dataSource.close();
        servers.close();
    }

    @BeforeEach
    void salon() {
        aSalon().open("10:00-13:00").in(servers.jdbc());
        await().until(() -> replica.state().kind() == Replica.Kind.FOLLOWS);
    }

    @AfterEach
    void clear() {
        servers.resumeReplay();
        servers.jdbc().sql("TRUNCATE salons CASCADE").update();
    }

    private static List<String> times(TapAnswer answer) {
        return answer.message().buttons().stream()
                .map(InteractiveMessage.Button::id)
                .filter(id -> id.startsWith("slot_"))
                .toList();
    }

    @Test
    void who_has_lost_a_time_is_not_offered_it_again_however_far_the_replica_is_behind() {
        TapAnswer bobs = core.tap(BOB, FIRST);
        core.tap(CECILY, NEXT_TIMES);
        await().untilAsserted(() -> assertThat(servers.standby()
                        .sql("SELECT count(*) FROM tap_events")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2));
        servers.pauseReplay();

        TapAnswer anas = core.tap(ANA, FIRST);
        assertThat(core.tap(ANA, firstButton(anas)).outcome()).isEqualTo(TapOutcome.BOOKED);
        TapAnswer lost = core.tap(BOB, firstButton(bobs));
        assertThat(lost.outcome()).isEqualTo(TapOutcome.SLOT_TAKEN);
        assertThat(times(lost)).isNotEmpty().noneMatch(id -> id.contains("_10:00_"));
        long answered = replica.answered();
        TapAnswer next = core.tap(BOB, NEXT_TIMES);
        assertThat(times(next)).isNotEmpty().noneMatch(id -> id.contains("_10:00_"));
        assertThat(replica.answered()).isEqualTo(answered);

        // Somebody who knows nothing of it may get what the replica has, and hears at the next tap that it is taken.
        core.tap(CECILY, NEXT_TIMES);
        assertThat(core.tap(CECILY, FIRST).outcome()).isEqualTo(TapOutcome.SLOT_UNAVAILABLE);
    }

    @Test
    void a_first_word_is_answered_from_the_replica() {
        core.tap(ANA, NEXT_TIMES);
        await().untilAsserted(() -> {
            long before = replica.answered();
            assertThat(times(core.tap(ANA, NEXT_TIMES))).hasSize(2);
            assertThat(replica.answered()).isGreaterThan(before);
        });
    }

    @Test
    void races_have_one_winner_while_the_replica_shows_the_time_as_free() {
        List<TapAnswer> cards = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            cards.add(core.tap("155501001%02d".formatted(i), FIRST));
        }
        servers.pauseReplay();
        List<TapAnswer> answers = Race.of(IntStream.range(0, 50)
                .<Callable<TapAnswer>>mapToObj(
                        i -> () -> core.tap("155501001%02d".formatted(i), firstButton(cards.get(i))))
                .toList());
        assertThat(answers).extracting(TapAnswer::outcome).containsOnly(TapOutcome.BOOKED, TapOutcome.SLOT_TAKEN);
        assertThat(answers).extracting(TapAnswer::outcome).containsOnlyOnce(TapOutcome.BOOKED);
        assertThat(answers.stream().filter(answer -> answer.outcome() == TapOutcome.SLOT_TAKEN))
                .allSatisfy(answer -> assertThat(times(answer)).noneMatch(id -> id.contains("_10:00_")));
    }
}
