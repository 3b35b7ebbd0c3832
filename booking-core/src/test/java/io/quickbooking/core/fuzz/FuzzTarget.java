package io.quickbooking.core.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quickbooking.core.admin.lookup.BookingSearchFuzz;
import io.quickbooking.core.booking.BookingCodeFuzz;
import io.quickbooking.core.button.ButtonIdFuzz;
import io.quickbooking.core.catalog.CatalogFileFuzz;
import io.quickbooking.core.catalog.CatalogImportFuzz;
import io.quickbooking.core.webhook.WebhookPayloadFuzz;
import io.quickbooking.core.webhook.WebhookSignatureFuzz;
import io.quickbooking.testing.FuzzInput;
import io.quickbooking.testing.Payloads;
import io.quickbooking.testing.WebhookBodies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is tried with bytes that nobody has thought of. The class has a method {@code fuzzerTestOneInput}, which throws when a
 * case shows a mistake.
 */
enum FuzzTarget {
    PAYLOAD(WebhookPayloadFuzz.class, WebhookPayloadFuzz::fuzzerTestOneInput, 3_000, FuzzTarget::payloads),
    SIGNATURE(WebhookSignatureFuzz.class, WebhookSignatureFuzz::fuzzerTestOneInput, 20_000, FuzzTarget::signed),
    BUTTON_ID(ButtonIdFuzz.class, ButtonIdFuzz::fuzzerTestOneInput, 20_000, FuzzTarget::buttonIds),
    BOOKING_CODE(BookingCodeFuzz.class, BookingCodeFuzz::fuzzerTestOneInput, 3_000, FuzzTarget::codes),
    BOOKING_SEARCH(BookingSearchFuzz.class, BookingSearchFuzz::fuzzerTestOneInput, 200, FuzzTarget::searches),
    CATALOG_FILE(CatalogFileFuzz.class, CatalogFileFuzz::fuzzerTestOneInput, 1_000, FuzzTarget::catalogues),
    CATALOG_IMPORT(CatalogImportFuzz.class, CatalogImportFuzz::fuzzerTestOneInput, 100, FuzzTarget::catalogues);

    private static final String DEMO = "/quickbooking/db/demo/catalog.yaml";

    private final Class<?> fuzzed;
    private final Consumer<byte[]> method;
    private final int casesInEachBuild;
    private final Supplier<List<byte[]>> seeds;

    FuzzTarget(Class<?> fuzzed, Consumer<byte[]> method, int casesInEachBuild, Supplier<List<byte[]>> seeds) {
        this.fuzzed = fuzzed;
        this.method = method;
        this.casesInEachBuild = casesInEachBuild;
        this.seeds = seeds;
    }

    /** For files and reports, such as {@code booking-code}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Class<?> fuzzed() {
        return fuzzed;
    }

    void run(byte[] input) {
        method.accept(input);
    }

    int casesInEachBuild() {
        return casesInEachBuild;
    }

    /** To begin with. */
    List<byte[]> seeds() {
        return seeds.get();
    }

    /** The cases worth trying in each build, by the names of their files. */
    TreeMap<String, byte[]> kept() throws IOException {
        TreeMap<String, byte[]> kept = new TreeMap<>();
        if (Files.isDirectory(keptFolder())) {
            try (Stream<Path> files = Files.list(keptFolder())) {
                for (Path file : files.toList()) {
                    kept.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return kept;
    }

    /** Seen from the module. */
    Path keptFolder() {
        return Path.of("src/test/resources/fuzz", title()).toAbsolutePath();
    }

    private static List<byte[]> payloads() {
        byte[] control = WebhookBodies.tap("\u0001\u2028slot\0")
                .wamid("wamid.\u0007\uD83D")
                .bytes();
        return Stream.concat(Payloads.all().stream().map(Payloads.Payload::bytes), Stream.of(control))
                .toList();
    }

    private static List<byte[]> signed() {
        return List.of(
                new byte[0], "\0\0\0{}".getBytes(UTF_8), "\1\3\2abcdefghijkl1234{\"object\":\"x\"}".getBytes(UTF_8));
    }

    private static List<byte[]> buttonIds() {
        return Stream.of(
                        "slot_2024-10-25_15:00_m123_s456",
                        "slot_2024-02-30_15:00_m123",
                        "confirm_booking_temp",
                        "change_time_x.1",
                        "next_times",
                        "more_times_9",
                        "more_times_s9",
                        "my_bookings_2026-06-01_09:00_BK123456",
                        "pick_service_s1_9",
                        "pick_service_s1_m9",
                        "pick_master_s1_any_2024-02-28",
                        "pick_day_s1_m1_2024-10-25_10:00",
                        "cancel_booking_BK123456",
                        "cancel_for_good_BK12345678",
                        "keep_booking_BK1234567")
                .map(FuzzInput::ofText)
                .toList();
    }

    private static List<byte[]> codes() {
        return List.of(new byte[] {1}, behind(0, "BK 847-392"), behind(0, "bk84739O"), behind(0, "8473921"));
    }

    private static List<byte[]> searches() {
        return List.of(
                new byte[] {0},
                new byte[] {1},
                behind(2, "muller elo"),
                behind(2, "+1 555 010 0901"),
                behind(2, "BK123456"));
    }

    private static byte[] behind(int choice, String text) {
        byte[] rest = FuzzInput.ofText(text);
        byte[] input = new byte[1 + rest.length];
        input[0] = (byte) choice;
        System.arraycopy(rest, 0, input, 1, rest.length);
        return input;
    }

    private static List<byte[]> catalogues() {
        try (InputStream demo = FuzzTarget.class.getResourceAsStream(DEMO)) {
            return List.of(Objects.requireNonNull(demo).readAllBytes(), """
                    salons:
                      - code: aurora
                        name: Salon Aurora
                        phoneNumberId: "5550100"
                        timeZone: Europe/Berlin
                        holdMinutes: 5
                        breaks: { mon-fri: ["12:00-12:30"] }
                        services: [{ code: s1, name: Haircut, minutes: 60, bufferAfter: 10, active: false }]
                        masters: [{ code: m1, name: Sarah, worksFrom: 2026-01-01, services: [{ service: s1, minutes: 45, price: 1 }] }]
                    """.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
