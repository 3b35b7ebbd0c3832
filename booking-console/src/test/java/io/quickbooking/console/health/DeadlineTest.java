package io.quickbooking.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.health.Deadline.Question;
import io.quickbooking.console.health.Deadline.Round;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Seen to fail when {@code then} waits without an end, and when a question waits for a thread. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineTest {
    private static final int THREADS = 12;

    private final Deadline deadline = new Deadline();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        deadline.close();
    }

    @Test
    void all_questions_of_a_round_end_at_the_same_moment() {
        Round round = deadline.begin(Duration.ofHours(1));
        assertThat(List.of(round.ask("one", () -> 1), round.ask("two", () -> 2)))
                .extracting(Question::end)
                .containsOnly(round.ask("three", () -> 3).end());
    }

    @Test
    void late_question_is_given_up_and_its_thread_is_told() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Question<String> question = deadline.begin(Duration.ofMillis(50)).ask("silence", () -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException givenUp) {
                told.countDown();
            }
            return "too late";
        });
        asked.await();
        assertThat(question.then(answer -> answer, () -> "none")).isEqualTo("none");
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The round has an hour: what is not asked is not waited for. */
    @Test
    void while_all_threads_are_held_up_there_is_no_answer_at_once() {
        Round held = deadline.begin(Duration.ofHours(1));
        IntStream.range(0, THREADS).forEach(i -> held.ask("silence", this::isHeldUp));
        assertThat(held.ask("one too many", () -> "answer").<String>then(answer -> answer, () -> "none"))
                .isEqualTo("none");
    }

    private boolean isHeldUp() {
        try {
            return never.await(1, TimeUnit.HOURS);
        } catch (InterruptedException stop) {
            return false;
        }
    }
}
