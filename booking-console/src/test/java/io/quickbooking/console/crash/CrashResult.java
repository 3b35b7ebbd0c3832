package io.quickbooking.console.crash;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param silences from each kill, the killed being started again, until the next message reached a phone
 * @param findings promises that were not kept; empty is what it is all about
 */
record CrashResult(
        long seed,
        Map<Kill, Integer> kills,
        Duration took,
        List<Customer> customers,
        long accepted,
        long refused,
        List<Received> received,
        List<Duration> silences,
        int starts,
        String postgresVersion,
        List<String> findings) {

    /** In sentences, for people. */
    String summary() {
        long bookings = sum(customer -> customer.booked().size());
        long messages = received.stream().map(Received::id).distinct().count();
        return String.format(
                Locale.ROOT,
                """
                %,d kills in %d seconds, seed %d: %s.

                - %,d customers made %,d bookings and were too late for %,d. %,d cards were confirmed after a kill that came in between.
                - %,d deliveries were accepted; %,d were not, and were made again. %,d messages were sent, %,d of them again. The application was started %,d times.
                - From a kill, and the start of what was killed, until the next message reached a customer: median %d ms, longest %d ms.
                - The longest that a customer waited for the answer to a tap that had been accepted: %d seconds.
                - Promises not kept: %d.
                """,
                kills.values().stream().mapToInt(Integer::intValue).sum(),
                took.toSeconds(),
                seed,
                Arrays.stream(Kill.values())
                        .filter(kills::containsKey)
                        .map(kind -> kills.get(kind) + " of " + kind.description())
                        .collect(Collectors.joining(", ")),
                customers.size(),
                bookings,
                sum(Customer::tooLate),
                sum(Customer::thoughtOverKills),
                accepted,
                refused,
                messages,
                received.size() - messages,
                starts,
                silence(silences.size() / 2),
                silence(silences.size() - 1),
                customers.stream()
                        .map(Customer::longestWait)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .toSeconds(),
                findings.size());
    }

    private long sum(ToIntFunction<Customer> count) {
        return customers.stream().mapToInt(count).sum();
    }

    private long silence(int rank) {
        return silences.stream().sorted().toList().get(rank).toMillis();
    }
}
