package io.quickbooking.core.conversation;

import static io.quickbooking.testing.TestCore.firstButton;
import static io.quickbooking.testing.TestSalon.aSalon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quickbooking.core.booking.ToldVisit;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import io.quickbooking.testing.TestSalon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A visit that is booked by one Java and kept by another whose table of time zones says otherwise, both as they are delivered.
 * Skipped, with the reason, on a machine that has no two such; {@link WallTimesTest} does the same with tables of its own. Seen
 * to fail when nobody notes that the two disagree.
 */
class TwoZoneTablesTest {
    private static final String ANA = "15550100001";
    private static final int HORIZON_DAYS = 400;
    /** From here on both tables count as the future. */
    private static final Instant NOW = Instant.now();

    /** The time that the two read otherwise. */
    private record Told(Path java, String zone, LocalDateTime time) {
        Instant here() {
            return time.atZone(ZoneId.of(zone)).toInstant();
        }
    }

    @Test
    void visit_is_kept_at_the_time_that_its_customer_was_told() {
        Optional<Told> found =
                otherJavas().stream().flatMap(java -> differing(java).stream()).findFirst();
        if (found.isEmpty()) {
            System.out.println("Skipped: no other Java on this machine reads a time of the next year otherwise");
        }
        assumeThat(found)
                .as("another Java that reads a time of the next year otherwise")
                .isPresent();
        Told told = found.get();
        ZoneId zone = ZoneId.of(told.zone());
        try (TestDatabase database = TestDatabase.create(5)) {
            TestSalon.Written salon = aSalon().in(told.zone())
                    .withGrid(60)
                    .bookableFor(HORIZON_DAYS)
                    .in(database);
            List<String> answer =
                    run(told.java(), "book", database.jdbcUrl(), told.time().toString(), NOW.toString());
            Instant there = Instant.parse(answer.get(answer.size() - 1));
            assertThat(there).isNotEqualTo(told.here());

            TestCore core = new TestCore(database.dataSource(), new SettableClock(NOW));
            core.transactions.run(() -> core.bookings.noteDisagreeing(Map.of(salon.id(), zone), NOW));
            List<ToldVisit> disagreeing = core.transactions.run(() -> core.bookings.disagreeing(salon.id(), zone, NOW));
            assertThat(disagreeing).singleElement().satisfies(visit -> {
                assertThat(visit.wallStart()).isEqualTo(told.time());
                assertThat(visit.start()).isEqualTo(there);
                assertThat(visit.wallTs()).isEqualTo(told.here());
            });
            assertThat(core.write(ANA, "my booking").message().body()).contains("12:00 PM");
            assertThat(core.transactions
                            .run(() -> core.bookings.bringBack(salon.id(), zone, NOW))
                            .moved())
                    .hasSize(1);
            assertThat(start(database)).isEqualTo(told.here());
            assertThat(core.write(ANA, "my booking").message().body()).contains("12:00 PM");
        }
    }

    private static Instant start(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT start_ts FROM bookings")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Those that can run these classes and come with other tables. */
    private static List<Path> otherJavas() {
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> homes = new ArrayList<>();
        for (String folder : List.of("/usr/lib/jvm", "/opt", "/usr/local")) {
            try (Stream<Path> inside = Files.list(Path.of(folder))) {
                inside.sorted().forEach(homes::add);
            } catch (IOException noSuchFolder) {
                // Then there is none in it.
            }
        }
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME_")) {
                homes.add(Path.of(value));
            }
        });
        return homes.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin/java")) && isNewEnough(home))
                .filter(home -> !sameTables(own, home))
                .map(home -> home.resolve("bin/java"))
                .toList();
    }

    private static boolean isNewEnough(Path home) {
        try {
            return Files.readString(home.resolve("release"))
                    .lines()
                    .filter(line -> line.matches("JAVA_VERSION=\"\\d+.*"))
                    .anyMatch(line -> Integer.parseInt(line.replaceFirst("\\D*(\\d+).*", "$1"))
                            >= Runtime.version().feature());
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean sameTables(Path one, Path other) {
        try {
            return Files.mismatch(one.resolve("lib/tzdb.dat"), other.resolve("lib/tzdb.dat")) < 0;
        } catch (IOException unreadable) {
            return true;
        }
    }

    private static Optional<Told> differing(Path java) {
        for (String line : run(java, "read")) {
            String[] read = line.split(" ");
            LocalDateTime time = LocalDateTime.parse(read[1]);
            if (ZoneId.getAvailableZoneIds().contains(read[0])
                    && !ZoneId.of(read[0]).getRules().getOffset(time).equals(ZoneOffset.of(read[2]))) {
                return Optional.of(new Told(java, read[0], time));
            }
        }
        return Optional.empty();
    }

    private static List<String> run(Path java, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OtherJava.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("other-java", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(Redirect.INHERIT)
                    .start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended && process.exitValue() == 0)
                    .as("%s %s: %s", java, arguments[0], lines)
                    .isTrue();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs in the other Java. */
    static final class OtherJava {
        private OtherJava() {}

        public static void main(String[] arguments) {
            if (arguments[0].equals("read")) {
                read();
            } else {
                book(arguments[1], LocalDateTime.parse(arguments[2]), Instant.parse(arguments[3]));
            }
        }

        /** Noon of a day in each of the coming months, in every zone. */
        private static void read() {
            LocalDate first = LocalDate.ofInstant(NOW, ZoneOffset.UTC).plusDays(7);
            for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
                for (int month = 0; month < 12; month++) {
                    LocalDateTime noon = first.plusMonths(month).atTime(12, 0);
                    System.out.println(
                            zone + " " + noon + " " + ZoneId.of(zone).getRules().getOffset(noon));
                }
            }
        }

        private static void book(String jdbcUrl, LocalDateTime time, Instant now) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(jdbcUrl);
            TestCore core = new TestCore(database, new SettableClock(now));
            TapAnswer card =
                    core.tap(ANA, "slot_" + time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH:mm")) + "_m123");
            TapAnswer booked = core.tap(ANA, firstButton(card));
            if (booked.outcome() != TapOutcome.BOOKED) {
                throw new AssertionError(booked.outcome());
            }
            System.out.println(time.atZone(core.salon("aurora").zone()).toInstant());
        }
    }
}
