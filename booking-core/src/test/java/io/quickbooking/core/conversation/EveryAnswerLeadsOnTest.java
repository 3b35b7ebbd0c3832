package io.quickbooking.core.conversation;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.Languages;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No customer is left with nothing to tap, whatever their tap or text came to and in whatever language they read. */
class EveryAnswerLeadsOnTest {
    /** Those that end by their nature. */
    private static final Set<TapOutcome> ENDS = EnumSet.of(
            // They asked for silence; a button would ask for their next message.
            TapOutcome.OPTED_OUT,
            // They are asked to wait; a button would be tapped at once.
            TapOutcome.RATE_LIMITED,
            // Nothing is sent.
            TapOutcome.NOT_ANSWERED);

    private final TestDatabase database = TestDatabase.create(5);
    private final SettableClock clock = SettableClock.at("2026-06-01T12:00:00Z");
    private final TestCore core = new TestCore(database.dataSource(), clock);
    private final TestCore limited = new TestCore(database.dataSource(), clock, RateLimit.perMinute(1));
    private int customers;
    private int slots;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_outcome_has_something_to_tap_in_every_language() {
        aSalon().withMaster("m1", "Sarah Johnson")
                .withMaster("m2", "Anna Schmidt")
                .withService("s456", 60)
                .withService("s2", 30)
                .in(database);
        List<String> deadEnds = new ArrayList<>();
        for (Locale language : Languages.supported()) {
            for (TapOutcome outcome : TapOutcome.values()) {
                for (TapAnswer answer : answers(outcome, new Person(language.toLanguageTag(), phone()))) {
                    assertThat(answer.outcome()).as("in " + language).isEqualTo(outcome);
                    InteractiveMessage message = answer.message();
                    assertThat(message == null)
                            .as(outcome + " is silent")
                            .isEqualTo(outcome == TapOutcome.NOT_ANSWERED);
                    if (message != null && message.buttons().isEmpty() && message.menu() == null) {
                        deadEnds.add(outcome + " " + language);
                    }
                }
            }
        }
        assertThat(deadEnds)
                .containsExactlyElementsOf(Languages.supported().stream()
                        .flatMap(language -> ENDS.stream()
                                .filter(outcome -> outcome != TapOutcome.NOT_ANSWERED)
                                .map(outcome -> outcome + " " + language))
                        .toList());
    }

    /** One answer of each kind that comes to an outcome. A new outcome does not compile without a line. */
    private List<TapAnswer> answers(TapOutcome outcome, Person ana) {
        return switch (outcome) {
            case CARD_SHOWN -> List.of(ana.taps(slot()));
            case SLOT_UNAVAILABLE ->
                List.of(
                        ana.taps("slot_2026-06-02_09:10_m1_s456"),
                        idle(() -> ana.taps("slot_2026-06-02_09:00_m1_s456")));
            case TIMES_OFFERED -> List.of(ana.taps("next_times"), ana.writes("book"));
            case SERVICES_LISTED -> List.of(ana.taps("more_times"));
            case MASTERS_LISTED -> List.of(ana.taps("pick_service_s456"));
            case DAYS_LISTED -> List.of(ana.taps("pick_master_s456_m1"));
            case TIMES_LISTED -> List.of(ana.taps("pick_day_s456_m1_2026-06-20"));
            case NOTHING_FREE ->
                List.of(
                        ana.taps("pick_day_s456_m1_2020-01-01"),
                        idle(() -> ana.taps("next_times")),
                        idle(() -> ana.writes("book")),
                        idle(() -> ana.taps("pick_master_s456_m1")),
                        without(() -> ana.taps("next_times")),
                        without(() -> ana.taps("more_times")));
            case BOOKINGS_LISTED -> {
                ana.books(slot());
                TapAnswer one = ana.taps("my_bookings");
                ana.books(slot());
                yield List.of(one, ana.taps("my_bookings"), ana.writes("my booking"), ana.writes("cancel"));
            }
            case NO_BOOKINGS -> List.of(ana.taps("my_bookings"), ana.writes("my booking"), ana.writes("cancel"));
            case CANCEL_ASKED -> List.of(ana.taps("cancel_booking_" + ana.books(slot())), ana.writes("cancel"));
            case CANCELLED -> List.of(ana.taps("cancel_for_good_" + ana.books(slot())));
            case BOOKING_KEPT -> List.of(ana.taps("keep_booking_" + ana.books(slot())));
            case NOT_CANCELLABLE -> {
                String code = ana.books(slot());
                ana.taps("cancel_for_good_" + code);
                yield List.of(ana.taps("cancel_for_good_" + code), ana.taps("cancel_booking_BK99999999"));
            }
            case HELPED -> List.of(ana.writes("help"));
            case OPTED_OUT -> List.of(ana.writes("stop"));
            case NOT_ANSWERED -> {
                ana.writes("is there parking?");
                yield List.of(ana.writes("with a ramp?"));
            }
            case BOOKED -> List.of(ana.taps(firstButton(ana.taps(slot()))));
            case REPEATED -> {
                String confirm = firstButton(ana.taps(slot()));
                ana.taps(confirm);
                yield List.of(ana.taps(confirm));
            }
            case VISIT_OVER -> {
                String confirm = firstButton(ana.taps(slot()));
                String code = ana.taps(confirm).bookingCode();
                database.jdbc()
                        .sql("UPDATE bookings SET status = 'COMPLETED' WHERE booking_code = ?")
                        .param(code)
                        .update();
                yield List.of(ana.taps(confirm));
            }
            case SALON_CLOSED -> {
                String confirm = firstButton(ana.taps(slot()));
                yield List.of(
                        closed(() -> ana.writes("book")),
                        closed(() -> ana.taps(confirm)),
                        closed(() -> ana.taps("next_times")));
            }
            case SLOT_TAKEN -> {
                String slot = slot();
                String confirm = firstButton(ana.taps(slot));
                new Person("en", phone()).books(slot);
                yield List.of(ana.taps(confirm));
            }
            case OLD_CARD -> {
                String confirm = firstButton(ana.taps(slot()));
                ana.taps(slot());
                yield List.of(ana.taps(confirm));
            }
            case SESSION_EXPIRED -> List.of(ana.taps("confirm_booking_temp"), ana.taps("change_time_temp"));
            case UNKNOWN_PROVIDER -> List.of(ana.taps("slot_2026-06-02_09:00_m99"), ana.taps("pick_service_s99"));
            case MALFORMED -> List.of(ana.taps("nonsense"));
            case RATE_LIMITED -> {
                TapAnswer answer = ana.taps(limited, "next_times");
                while (answer.outcome() != TapOutcome.RATE_LIMITED) {
                    answer = ana.taps(limited, "next_times");
                }
                yield List.of(answer);
            }
            case FAILED -> List.of(ana.failsAt("next_times"));
        };
    }

    private TapAnswer idle(Supplier<TapAnswer> act) {
        return during(
                "UPDATE masters SET works_until = DATE '2020-01-01'", act, "UPDATE masters SET works_until = NULL");
    }

    private TapAnswer without(Supplier<TapAnswer> act) {
        return during("UPDATE services SET active = FALSE", act, "UPDATE services SET active = TRUE");
    }

    private TapAnswer closed(Supplier<TapAnswer> act) {
        return during("UPDATE salons SET active = FALSE", act, "UPDATE salons SET active = TRUE");
    }

    private TapAnswer during(String before, Supplier<TapAnswer> act, String after) {
        run(before);
        TapAnswer answer = act.get();
        run(after);
        return answer;
    }

    private void run(String sql) {
        database.jdbc().sql(sql).update();
        core.catalog.refresh();
    }

    private String phone() {
        return "1555010" + (1_000 + customers++);
    }

    /** One that nobody has had yet. */
    private String slot() {
        int slot = slots++;
        return "slot_2026-06-%02d_%02d:00_m%d_s456".formatted(3 + slot / 40, slot % 20, 1 + slot / 20 % 2);
    }

    private final class Person {
        private final String language;
        private final String phone;

        private Person(String language, String phone) {
            this.language = language;
            this.phone = phone;
        }

        TapAnswer taps(String button) {
            return taps(core, button);
        }

        TapAnswer taps(TestCore node, String button) {
            return node.handler.handle(
                    node.aTap(phone, button, "wamid." + UUID.randomUUID(), clock.instant(), language));
        }

        /** In English, by somebody who reads another language. */
        TapAnswer writes(String words) {
            Tap text = core.aText(phone, words, "wamid." + UUID.randomUUID(), clock.instant());
            return core.handler.handle(
                    new Tap(text.salonId(), text.realm(), text.message(), language, text.receivedAt()));
        }

        String books(String slot) {
            @Nullable String code = taps(firstButton(taps(slot))).bookingCode();
            assertThat(code).as("booking of " + slot).isNotNull();
            return code;
        }

        /** Until the tap is given up. */
        TapAnswer failsAt(String button) {
            Tap tap = core.aTap(phone, button, "wamid." + UUID.randomUUID(), clock.instant(), language);
            core.inbox.store(tap.salonId(), tap.realm(), List.of(tap.message()), clock.instant(), null);
            // Its customer is known, and reads this language.
            database.jdbc()
                    .sql("INSERT INTO customers (salon_id, phone, language) SELECT id, ?, ? FROM salons")
                    .params(phone, language)
                    .update();
            database.jdbc().sql("ALTER TABLE bookings RENAME TO bookings_away").update();
            for (int attempt = 0; attempt < 6; attempt++) {
                while (core.worker.workOff() > 0) {
                    // Until nothing is due.
                }
                clock.advance(Duration.ofSeconds(20));
            }
            database.jdbc().sql("ALTER TABLE bookings_away RENAME TO bookings").update();
            return core.handler.handle(tap);
        }
    }
}
