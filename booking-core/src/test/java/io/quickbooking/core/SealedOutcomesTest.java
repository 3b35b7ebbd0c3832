package io.quickbooking.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.outbound.SendResult;
import io.quickbooking.testing.Outcomes;
import org.junit.jupiter.api.Test;

class SealedOutcomesTest {
    private final Outcomes outcomes = new Outcomes();

    @Test
    void each_case_reaches_its_own_function_of_match() {
        assertThat(outcomes.matched())
                .contains(ButtonId.class, SendResult.class)
                .allSatisfy(outcomes::verify);
    }

    @Test
    void nobody_asks_for_one_case_by_instanceof() {
        assertThat(outcomes.questions()).isEmpty();
    }
}
