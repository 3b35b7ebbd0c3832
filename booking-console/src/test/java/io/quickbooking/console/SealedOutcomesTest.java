package io.quickbooking.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Outcomes;
import org.junit.jupiter.api.Test;

/** Holds the rule for the classes of both modules. */
class SealedOutcomesTest {
    private final Outcomes outcomes = new Outcomes();

    @Test
    void each_case_reaches_its_own_function_of_match() {
        assertThat(outcomes.matched())
                .allSatisfy(outcomes::verify)
                .extracting(Class::getSimpleName)
                .contains("Fill", "ButtonId");
    }

    @Test
    void nobody_asks_for_one_case_by_instanceof() {
        assertThat(outcomes.questions()).isEmpty();
    }
}
