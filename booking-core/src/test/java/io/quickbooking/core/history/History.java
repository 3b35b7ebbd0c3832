package io.quickbooking.core.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in a salon.
 *
 * @param findings what is wrong without looking at the order
 * @param outcomes how often what came of it
 */
record History(
        long seed, SalonBook salon, List<Call<Deed>> calls, List<String> findings, Map<String, Integer> outcomes) {
    /** What is wrong; empty: nothing. */
    Optional<String> refutation() {
        return findings.isEmpty()
                ? Linearizability.refutation(salon, calls).map(why -> "seed " + seed + ": " + why)
                : Optional.of("seed " + seed + ": " + findings);
    }
}
