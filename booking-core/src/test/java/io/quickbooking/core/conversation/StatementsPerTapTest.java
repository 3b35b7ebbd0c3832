package io.quickbooking.core.conversation;

import static io.quickbooking.core.conversation.TapOutcome.BOOKED;
import static io.quickbooking.core.conversation.TapOutcome.CARD_SHOWN;
import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.Statements;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a tap asks the database, its COMMIT aside: each time is a way to it and back. */
class StatementsPerTapTest {
    private static final String ANA = "15550100001";
    private static final String THREE_PM = "slot_2026-06-02_15:00_m123";
    private static final String FIVE_PM = "slot_2026-06-02_17:00_m123";

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final Statements.Kept statements = Statements.kept();
    private long known;
    private final TestCore core = new TestCore(database.dataSource(), clock, RateLimit.perMinute(20), statements);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_salon_that_keeps_no_times_pays_nothing_for_holds() {
        aSalon().in(database);
        knowAnaAndTheCatalogue();
        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        assertThat(sinceThen()).hasSize(4).noneMatch(sql -> sql.contains("HELD") && sql.startsWith("DELETE"));
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        assertThat(sinceThen()).hasSize(5).noneMatch(sql -> sql.contains("HELD") && sql.startsWith("DELETE"));
    }

    @Test
    void a_salon_that_keeps_them_locks_the_master_and_writes_and_removes_the_hold() {
        aSalon().holdingFor(5).in(database);
        knowAnaAndTheCatalogue();
        TapAnswer card = core.tap(ANA, THREE_PM);
        assertThat(card.outcome()).isEqualTo(CARD_SHOWN);
        assertThat(sinceThen()).hasSize(7);
        assertThat(core.tap(ANA, firstButton(card)).outcome()).isEqualTo(BOOKED);
        // Nothing is asked of the master any more.
        assertThat(sinceThen()).hasSize(5);
    }

    private void knowAnaAndTheCatalogue() {
        known = System.nanoTime();
        core.tap(ANA, FIVE_PM);
        core.tap(ANA, firstButton(core.tap(ANA, FIVE_PM)));
        statements.since();
    }

    /** On a slow machine the catalogue may have to be read again, for it is kept for two seconds of real time. */
    private List<String> sinceThen() {
        List<String> run = new ArrayList<>(statements.since());
        boolean reread = run.removeIf(sql -> sql.contains("special_days"));
        if (System.nanoTime() - known < TimeUnit.SECONDS.toNanos(2)) {
            assertThat(reread).isFalse();
        }
        return run;
    }
}
