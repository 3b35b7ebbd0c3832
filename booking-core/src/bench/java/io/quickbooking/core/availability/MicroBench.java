package io.quickbooking.core.availability;

import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link Micro}, two minutes in all, and writes docs/benchmarks.md. */
class MicroBench {
    private static final Map<String, String> NAMES = Map.of(
            "parseButton", "A button's id read",
            "writeButton", "A button's id written",
            "readPayload", "A webhook's body with one tap read",
            "checkSignature", "Its signature checked",
            "buildCard", "A confirmation card built",
            "searchNextThree", "The next three times of a random salon, from rows in memory");

    @Test
    void measure() throws Exception {
        String before = Machine.load();
        StringBuilder text = new StringBuilder();
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include(Micro.class.getName() + "\\.")
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend("-Xmx512m")
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            Result<?> result = run.getPrimaryResult();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f ± %.2f |%n",
                    NAMES.getOrDefault(result.getLabel(), result.getLabel()),
                    result.getScore(),
                    result.getScoreError()));
        }
        String all = "Measured on %s: %s. Load of the machine: %s before, %s after.%n%n| | µs, ± 99.9 %% |%n|---|---|%n%s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC), Machine.description(), before, Machine.load(), text);
        System.out.println(all);
        if (System.getProperty("bench.only", "").isEmpty()) {
            new MarkedPage(Path.of(System.getProperty("bench.report", "../docs/benchmarks.md"))).replace("micro", all);
        }
    }
}
