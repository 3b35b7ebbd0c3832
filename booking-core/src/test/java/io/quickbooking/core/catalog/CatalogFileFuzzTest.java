package io.quickbooking.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damages the demo's catalogue file in thousands of ways: whatever comes, it is read, or refused with what is wrong with it.
 * {@code -Dfuzz.seconds=600} goes on for longer. A case is named by its seed.
 *
 * <p>Seen to fail with only {@code ReaderException} caught of YAML's.
 */
class CatalogFileFuzzTest {
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("fuzz.seconds", 3));

    private static final List<String> INTRUDERS = List.of(
            "",
            ":",
            "-",
            "- ",
            "  ",
            "\t",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            "&a",
            "*a",
            "!!",
            "!!java.net.URL [x]",
            "|",
            ">",
            "%",
            "? ",
            "#",
            "---",
            "...",
            "<<: ",
            "~",
            "null",
            "true",
            "-1",
            "1e999",
            "0x1F",
            "99999999999999999999",
            "\0",
            "\uFEFF",
            "\uD83D",
            "\u2028",
            "\u202E",
            "\\",
            "\\/",
            "24:00",
            "25:61",
            "2026-02-30",
            "mon-fri",
            "sun-mon",
            "x".repeat(300));

    @Test
    void damaged_files_are_read_or_refused_with_a_reason() throws IOException {
        String demo = demo();
        long end = System.nanoTime() + TIME.toNanos();
        int read = 0;
        int refused = 0;
        for (long seed = 1; System.nanoTime() < end; seed++) {
            String damaged = damage(new Random(seed), demo);
            try {
                assertThat(CatalogFile.parse("fuzz", damaged).salonCodes()).isNotEmpty();
                read++;
            } catch (CatalogFileException reason) {
                assertThat(reason.getMessage())
                        .as("seed " + seed)
                        .startsWith("catalogue fuzz: ")
                        .doesNotContain("\n", "\r");
                refused++;
            } catch (RuntimeException | StackOverflowError mistake) {
                throw new AssertionError("seed " + seed + ":\n" + damaged, mistake);
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static String damage(Random random, String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(damaged.length());
            int to = Math.min(damaged.length(), from + random.nextInt(12));
            String intruder = INTRUDERS.get(random.nextInt(INTRUDERS.size()));
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(from, to).append('\n');
                case 1 -> damaged.insert(from, intruder);
                case 2 -> damaged.replace(from, to, intruder);
                case 3 -> damaged.insert(from, damaged.substring(Math.max(0, from - 200), from));
                default -> damaged.setCharAt(from, (char) random.nextInt(0x250));
            }
        }
        return damaged.toString();
    }

    private static String demo() throws IOException {
        try (InputStream demo = CatalogFile.class.getResourceAsStream("/quickbooking/db/demo/catalog.yaml")) {
            return new String(Objects.requireNonNull(demo).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
