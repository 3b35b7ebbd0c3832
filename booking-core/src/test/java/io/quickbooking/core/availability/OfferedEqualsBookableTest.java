package io.quickbooking.core.availability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What is offered is what can be booked, in random salons. The failure names a seed; {@code OfferedAndBookable.check(seed)}
 * repeats it. {@code SlotBench} does the same for a million salons.
 */
class OfferedEqualsBookableTest {
    private static final long SALONS = Long.getLong("slots.salons", 100_000);

    @Test
    void in_random_salons_exactly_what_is_offered_can_be_booked() {
        assertThat(OfferedAndBookable.check(1, SALONS)).as("slots looked at").isGreaterThan(10 * SALONS);
    }
}
