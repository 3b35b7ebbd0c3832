package io.quickbooking.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.outbound.SendResult.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NumberGateTest {
    private static final Instant NOW = Instant.parse("2024-10-25T12:00:00Z");

    private long nanos = 42;
    private final NumberGate gate = new NumberGate("4711", () -> nanos, 16);

    @Test
    void never_more_than_80_pass_in_any_second_and_not_many_fewer() {
        List<Long> passed = new ArrayList<>();
        for (int millis = 0; millis < 10_000; millis++) {
            nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            if (!gate.isClosed(NOW)) {
                for (int i = 0; i < 16; i++) {
                    assertThat(gate.admit()).isTrue();
                    passed.add(nanos);
                }
            }
        }
        for (long start : passed) {
            assertThat(passed.stream().filter(at -> at >= start && at < start + TimeUnit.SECONDS.toNanos(1)))
                    .hasSizeLessThanOrEqualTo(80);
        }
        assertThat(passed).hasSize(800);
    }

    @Test
    void busy_number_pauses_twice_as_long_each_time_and_at_most_a_minute() {
        Instant now = NOW;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            Instant until = gate.busy("busy", now);
            assertThat(Duration.between(now, until))
                    .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200L));
            assertThat(gate.isClosed(until.minusMillis(1))).isTrue();
            assertThat(gate.isClosed(until)).isFalse();
            now = until;
            gate.admit();
        }
    }

    @Test
    void refusals_of_one_burst_count_once() {
        Instant until = gate.busy("busy", NOW);
        assertThat(gate.busy("busy", NOW.plusMillis(20))).isEqualTo(until);
    }

    @Test
    void late_success_of_what_was_sent_before_does_not_end_a_pause() {
        gate.busy("busy", NOW);
        gate.works();
        assertThat(gate.isClosed(NOW)).isTrue();
    }

    @Test
    void one_probe_ends_a_pause_for_all() {
        Instant until = gate.stopped(new Stopped(190, "Token expired"), NOW);
        assertThat(until).isEqualTo(NOW.plusSeconds(60));
        assertThat(gate.admit()).isTrue();
        assertThat(gate.admit()).isFalse();
        assertThat(gate.isClosed(until)).isTrue();
        gate.works();
        assertThat(gate.isClosed(until)).isFalse();
        assertThat(gate.admit()).isTrue();
        assertThat(gate.admit()).isTrue();
    }

    @Test
    void probe_without_an_answer_is_followed_by_another() {
        Instant until = gate.busy("busy", NOW);
        gate.admit();
        gate.undecided();
        assertThat(gate.isClosed(until)).isFalse();
        assertThat(gate.admit()).isTrue();
        assertThat(gate.admit()).isFalse();
    }
}
