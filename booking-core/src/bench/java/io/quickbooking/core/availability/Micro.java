package io.quickbooking.core.availability;

import io.quickbooking.core.button.ButtonId;
import io.quickbooking.core.button.ButtonParserService;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.core.message.InteractiveMessageBuilder;
import io.quickbooking.core.message.Visit;
import io.quickbooking.core.webhook.WebhookPayload;
import io.quickbooking.core.webhook.WebhookSignature;
import io.quickbooking.testing.WebhookBodies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of a tap that need neither database nor network, each by itself. {@code MicroBench} runs them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class Micro {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String SECRET = "fictional-secret";

    private final ButtonParserService buttons = new ButtonParserService();
    private final ButtonId button =
            new ButtonId.PickSlot(LocalDate.of(2026, 6, 25), LocalTime.of(15, 0), "m123", "s456");
    private final byte[] body = WebhookBodies.tap("slot_2026-06-25_15:00_m123_s456").sentAt(NOW).bytes();
    private final String signed = WebhookBodies.signature(body, SECRET);
    private final WebhookSignature signature = new WebhookSignature(List.of(SECRET), false);
    private final InteractiveMessageBuilder messages = new InteractiveMessageBuilder(InstantSource.fixed(NOW));
    private final Visit visit = new Visit(
            "Women's Haircut",
            "Sarah Johnson",
            ZonedDateTime.of(LocalDate.of(2026, 6, 25), LocalTime.of(15, 0), ZoneId.of("America/New_York")),
            Duration.ofHours(1),
            5000,
            Currency.getInstance("USD"));
    private final List<Salon> salons =
            LongStream.rangeClosed(1, 64).mapToObj(RandomSalon::new).flatMap(Salon::of).toList();
    private int turn;

    @Benchmark
    public Optional<ButtonId> parseButton() {
        return buttons.parse("slot_2026-06-25_15:00_m123_s456");
    }

    @Benchmark
    public String writeButton() {
        return buttons.format(button);
    }

    @Benchmark
    public WebhookPayload.Parsed readPayload() {
        return WebhookPayload.parse(body, NOW);
    }

    @Benchmark
    public WebhookSignature.Verdict checkSignature() {
        return signature.verify(body, signed);
    }

    @Benchmark
    public InteractiveMessage buildCard() {
        return messages.card(visit, "confirm_booking_x", "change_time_x", Locale.ENGLISH);
    }

    /** In one after the other of random salons, from the rows that the database has handed over. */
    @Benchmark
    public List<Slot> searchNextThree() {
        turn = (turn + 1) % salons.size();
        return salons.get(turn).next(3);
    }

    private record Salon(RandomSalon random, Service service, Map<UUID, TimeRanges> booked) {
        static java.util.stream.Stream<Salon> of(RandomSalon random) {
            Map<UUID, TimeRanges> booked = new HashMap<>();
            random.salon.masters().forEach(master -> {
                TimeRanges.Builder ranges = new TimeRanges.Builder();
                random.taken
                        .getOrDefault(master.id(), List.of())
                        .forEach(taken -> ranges.add(taken[0].getEpochSecond(), taken[1].getEpochSecond()));
                booked.put(master.id(), ranges.build());
            });
            return random.salon.service(random.service.code()).stream()
                    .map(service -> new Salon(random, service, booked));
        }

        List<Slot> next(int limit) {
            SlotSearch search = new SlotSearch(
                    random.salon.mastersOf(service),
                    new SlotQuery(random.salon, service, random.now, null, Realm.LIVE, limit, random.now));
            LocalDate today = LocalDate.ofInstant(random.now, random.salon.zone());
            search.search(today, today.plusDays(random.salon.horizonDays() + 1), booked, Map.of());
            return search.slots();
        }
    }
}
