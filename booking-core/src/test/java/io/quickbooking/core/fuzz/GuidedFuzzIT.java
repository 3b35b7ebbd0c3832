package io.quickbooking.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.testing.Machine;
import io.quickbooking.testing.MarkedPage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer makes up cases for each target for {@code -Dfuzz.seconds}, and goes on with those that reach code that none before has
 * reached. It runs as a process of its own, since it rewrites the classes. A case that fails lies in {@code target/fuzz}; put it
 * among the kept ones, and it is tried in each build.
 *
 * <p>Runs in the profile {@code reliability} only. Figures go to docs/security.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuidedFuzzIT {
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("(?:INITED|NEW|REDUCE|pulse|DONE) +cov: (\\d+)");
    /** Until the classes are rewritten and, for some, a database runs. */
    private static final int SECONDS_TO_BEGIN = 240;

    private final int seconds = Integer.getInteger("fuzz.seconds", 60);
    private final Path folder = Path.of("target/fuzz").toAbsolutePath();
    private final List<String> rows = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void no_case_fails(FuzzTarget target) throws Exception {
        Path found = Files.createDirectories(folder.resolve(target.title()));
        Path seeds = Files.createDirectories(folder.resolve(target.title() + "-seeds"));
        List<byte[]> known = target.seeds();
        for (int i = 0; i < known.size(); i++) {
            Files.write(seeds.resolve("seed-" + i), known.get(i));
        }
        Files.createDirectories(target.keptFolder());
        Path output = folder.resolve(target.title() + ".log");
        Process jazzer = new ProcessBuilder(command(target, found, seeds))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();
        boolean ended = jazzer.waitFor(seconds + SECONDS_TO_BEGIN, TimeUnit.SECONDS);
        jazzer.destroyForcibly();

        String said = Files.readString(output);
        assertThat(ended).as("see %s", output).isTrue();
        assertThat(jazzer.exitValue()).as(failure(said, output)).isZero();
        rows.add(row(target, said));
    }

    private List<String> command(FuzzTarget target, Path found, Path seeds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.fuzzed().getName(),
                "--instrumentation_includes=io.quickbooking.core.**",
                "--custom_hook_includes=io.quickbooking.core.**",
                // Of the targets' own database.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/" + target.title() + "-",
                "-max_total_time=" + seconds,
                "-timeout=120",
                "-rss_limit_mb=3000",
                "-print_final_stats=1",
                found.toString(),
                target.keptFolder().toString(),
                seeds.toString());
    }

    private static String failure(String said, Path output) {
        int begin = said.indexOf("== Java Exception");
        return begin < 0 ? "see " + output : said.substring(begin, Math.min(said.length(), begin + 2_000));
    }

    private static String row(FuzzTarget target, String said) {
        Matcher executed = EXECUTED.matcher(said);
        assertThat(executed.find()).as(said).isTrue();
        List<Integer> coverage = COVERAGE.matcher(said)
                .results()
                .map(line -> Integer.valueOf(line.group(1)))
                .toList();
        return String.format(
                Locale.ROOT,
                "| `%s` | %,d | %d | %d |%n",
                target.fuzzed().getSimpleName(),
                Long.parseLong(executed.group(1)),
                coverage.get(0),
                coverage.get(coverage.size() - 1));
    }

    @AfterAll
    void report() throws IOException {
        String page = System.getProperty("security.report", "");
        if (!page.isEmpty() && rows.size() == FuzzTarget.values().length) {
            new MarkedPage(Path.of(page))
                    .replace(
                            "fuzzing",
                            "Measured on %s: %s, %d seconds each.%n%n"
                                            .formatted(LocalDate.now(ZoneOffset.UTC), Machine.description(), seconds)
                                    + "| Target | Cases | Branches reached by what was known | and in the end |\n"
                                    + "|---|---|---|---|\n"
                                    + String.join("", rows));
        }
    }
}
