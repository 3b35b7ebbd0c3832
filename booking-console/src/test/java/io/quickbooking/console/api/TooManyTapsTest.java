package io.quickbooking.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.console.testing.ConsoleClient.Answer;
import io.quickbooking.console.testing.RunningConsole;
import io.quickbooking.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the API answers when one customer taps more often than is set. Seen to fail with another status for it. */
class TooManyTapsTest {
    private static final String ANA = "15550100301";
    private static final String BEA = "15550100302";

    private final TestDatabase database = TestDatabase.createEmpty();
    private final RunningConsole console = RunningConsole.on(database, Map.of("booking.taps-per-minute", "2"));

    @AfterEach
    void close() {
        console.close();
        database.close();
    }

    @Test
    void are_refused_once_with_the_words_for_the_customer_and_then_without() {
        assertThat(console.tap(ANA, "none of ours").status()).isEqualTo(400);
        assertThat(console.tap(ANA, "none of ours").status()).isEqualTo(400);
        Answer told = console.tap(ANA, "none of ours");
        assertThat(told.status()).isEqualTo(429);
        assertThat(told.contentType()).startsWith("application/problem+json");
        assertThat(told.json().at("/outcome").asString()).isEqualTo("rate_limited");
        assertThat(told.json().at("/message/body").asString())
                .isNotBlank()
                .startsWith(told.json().at("/detail").asString());
        Answer silence = console.tap(ANA, "none of ours");
        assertThat(silence.status()).isEqualTo(429);
        assertThat(silence.json().at("/outcome").asString()).isEqualTo("rate_limited");
        assertThat(silence.json().at("/message/body").isMissingNode()).isTrue();
        assertThat(silence.json().at("/detail").asString()).isEqualTo("Too many requests");
        assertThat(console.tap(BEA, "none of ours").status()).isEqualTo(400);
        assertThat(database.count("tap_events WHERE outcome = 'rate_limited'")).isEqualTo(2);
        assertThat(database.count("outbound_messages WHERE kind = 'rate_limited'"))
                .isOne();
    }
}
