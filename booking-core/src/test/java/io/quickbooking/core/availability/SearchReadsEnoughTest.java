package io.quickbooking.core.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.testing.SettableClock;
import io.quickbooking.testing.TestCore;
import io.quickbooking.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A search that reads the database piece by piece, and of it only what it needs, finds exactly what the engine finds when
 * it is given everything at once. In random salons, where full weeks, closed weeks, buffers, holds and changes of the clock
 * lie at the seams. The failure names a seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchReadsEnoughTest {
    private static final int SALONS = Integer.getInteger("slots.searches", 60);
    private static final int DAYS = 45;

    private final TestDatabase database = TestDatabase.create();
    private final TestCore core = new TestCore(database.dataSource(), SettableClock.at("2026-06-01T12:00:00Z"));

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_search_finds_what_the_engine_finds_given_everything() {
        int found = 0;
        for (long seed = 1; seed <= SALONS; seed++) {
            found += compare(seed);
        }
        assertThat(found).as("slots compared").isGreaterThan(10 * SALONS);
    }

    private int compare(long seed) {
        RandomSalon random = new RandomSalon(seed);
        Random dice = new Random(seed);
        Salon salon = withHorizon(random.salon, 1 + dice.nextInt(DAYS));
        Filled filled = new Filled(salon, random, dice);
        filled.write();
        List<Master> masters = dice.nextInt(3) == 0 ? salon.masters().subList(0, 1) : salon.masters();
        Realm realm = dice.nextInt(3) == 0 ? Realm.SIMULATED : Realm.LIVE;
        UUID customer = filled.customers.get(realm);
        Instant from = dice.nextBoolean() ? random.now : random.now.plus(Duration.ofHours(dice.nextInt(24 * DAYS)));
        LocalDate today = LocalDate.ofInstant(random.now, salon.zone());
        LocalDate day = today.plusDays(dice.nextInt(DAYS) - 1L);
        SlotQuery query = new SlotQuery(salon, random.service, from, customer, realm, 1 + dice.nextInt(40), random.now);
        SlotQuery any = new SlotQuery(salon, random.service, random.now, customer, realm, 1_000_000, random.now);
        List<Slot> all = filled.search(masters, any);

        assertThat(inTransaction(() -> core.availability.next(masters, query)))
                .as("next, seed %d", seed)
                .isEqualTo(filled.search(masters, query));
        assertThat(inTransaction(() -> core.availability.between(masters, any, day, day.plusDays(3))))
                .as("between, seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(slot -> !date(slot).isBefore(day) && date(slot).isBefore(day.plusDays(3)))
                        .toList());
        Map<LocalDate, Instant> firsts = new LinkedHashMap<>();
        all.stream()
                .filter(slot -> !date(slot).isBefore(day))
                .sorted(Comparator.comparing(Slot::from))
                .forEach(slot -> firsts.putIfAbsent(date(slot), slot.from()));
        assertThat(inTransaction(() -> core.availability.firstOfDays(
                        masters,
                        new SlotQuery(salon, random.service, random.now, customer, realm, 10, random.now),
                        day)))
                .as("days, seed %d", seed)
                .extracting(Slot::from)
                .containsExactlyElementsOf(firsts.values().stream().limit(10).toList());
        assertThat(inTransaction(() -> core.availability.freeOn(
                        salon, masters, master -> salon.serviceOf(master, random.service.id()), day, null, random.now)))
                .as("of a date, seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(filled.ofDate(masters, random, day));
        return all.size();
    }

    private List<Slot> inTransaction(Supplier<List<Slot>> search) {
        return core.transactions.run(search);
    }

    private static LocalDate date(Slot slot) {
        return slot.start().toLocalDate();
    }

    private static Salon withHorizon(Salon salon, int days) {
        return new Salon(
                salon.id(),
                salon.code(),
                salon.name(),
                salon.phoneNumberId(),
                salon.zone(),
                salon.language(),
                salon.currency(),
                salon.slotMinutes(),
                days,
                salon.notice(),
                salon.hold(),
                salon.active(),
                salon.masters(),
                salon.services());
    }

    /** Who has what, in the database and as the engine wants it. */
    private final class Filled {
        final Map<Realm, UUID> customers = Map.of(Realm.LIVE, UUID.randomUUID(), Realm.SIMULATED, UUID.randomUUID());
        private final Map<Realm, UUID> others =
                Map.of(Realm.LIVE, UUID.randomUUID(), Realm.SIMULATED, UUID.randomUUID());
        private final List<Visit> visits = new ArrayList<>();
        private final List<Visit> inHand = new ArrayList<>();
        private final Salon salon;
        private final Service service;
        private final Instant now;

        /** @param status of a booking; null: it is a session's */
        private record Visit(
                UUID master,
                Realm realm,
                UUID customer,
                @Nullable String status,
                Instant busyFrom,
                Instant from,
                Instant until,
                Instant busyUntil,
                @Nullable Instant heldUntil) {}

        Filled(Salon salon, RandomSalon random, Random dice) {
            this.salon = salon;
            this.service = random.service;
            this.now = random.now;
            for (Master master : salon.masters()) {
                for (Realm realm : Realm.values()) {
                    if (realm == Realm.LIVE || dice.nextInt(3) == 0) {
                        fill(master.id(), realm, dice);
                    }
                }
            }
        }

        /** Anything from a few bookings to weeks without a gap. */
        private void fill(UUID master, Realm realm, Random dice) {
            long minute = now.getEpochSecond() / 60 - 3 * 1440;
            long end = minute + (long) (DAYS + 4) * 1440;
            while (minute < end) {
                int gap = dice.nextInt(12) == 0 ? dice.nextInt(4 * 1440) : dice.nextInt(3) == 0 ? dice.nextInt(200) : 0;
                int before = dice.nextInt(4) == 0 ? dice.nextInt(241) : 0;
                int length = 1 + (dice.nextInt(2) == 0 ? dice.nextInt(1440) : dice.nextInt(120));
                int after = dice.nextInt(4) == 0 ? dice.nextInt(241) : 0;
                Instant busyFrom = at(minute + gap);
                Instant from = at(minute + gap + before);
                Instant until = at(minute + gap + before + length);
                Instant busyUntil = at(minute + gap + before + length + after);
                String status = List.of(
                                "CONFIRMED", "CONFIRMED", "CONFIRMED", "COMPLETED", "CANCELLED", "NO_SHOW", "HELD")
                        .get(dice.nextInt(7));
                UUID customer = (dice.nextInt(3) == 0 ? customers : others).get(realm);
                Instant heldUntil = status.equals("HELD") ? now.plusSeconds(60L * (dice.nextInt(20) - 5)) : null;
                visits.add(new Visit(master, realm, customer, status, busyFrom, from, until, busyUntil, heldUntil));
                minute += gap + before + length + after;
            }
            // A customer has one live session.
            long start = now.getEpochSecond() / 60 + dice.nextInt(3 * 1440);
            if (inHand.stream().noneMatch(one -> one.realm() == realm)) {
                inHand.add(new Visit(
                        master,
                        realm,
                        others.get(realm),
                        null,
                        at(start),
                        at(start),
                        at(start + 600),
                        at(start + 600),
                        null));
            }
        }

        private static Instant at(long minute) {
            return Instant.ofEpochSecond(minute * 60);
        }

        List<Slot> search(List<Master> masters, SlotQuery query) {
            SlotSearch search = new SlotSearch(masters, query);
            LocalDate today = LocalDate.ofInstant(now, salon.zone());
            search.search(
                    today.minusDays(1),
                    today.plusDays(DAYS + 2L),
                    booked(query.realm(), query.customerId()),
                    ranges(inHand.stream()
                            .filter(one -> one.realm() == query.realm())
                            .toList()));
            return search.slots();
        }

        List<Slot> ofDate(List<Master> masters, RandomSalon random, LocalDate date) {
            List<Slot> free = new ArrayList<>();
            Map<UUID, TimeRanges> booked = booked(Realm.LIVE, null);
            for (Master master : masters) {
                salon.serviceOf(master, random.service.id())
                        .ifPresent(own -> new SlotRules(salon, master, own, now)
                                .eachFree(
                                        date,
                                        date.plusDays(1),
                                        booked.getOrDefault(master.id(), TimeRanges.NONE),
                                        free::add));
            }
            return free;
        }

        private Map<UUID, TimeRanges> booked(Realm realm, @Nullable UUID customer) {
            return ranges(visits.stream()
                    .filter(visit -> visit.realm() == Realm.LIVE || visit.realm() == realm)
                    .filter(visit -> !List.of("CANCELLED", "NO_SHOW").contains(visit.status()))
                    .filter(visit -> visit.heldUntil() == null
                            || visit.heldUntil().isAfter(now)
                                    && !visit.customer().equals(customer))
                    .toList());
        }

        private static Map<UUID, TimeRanges> ranges(List<Visit> visits) {
            Map<UUID, TimeRanges.Builder> builders = new HashMap<>();
            visits.forEach(visit -> builders.computeIfAbsent(visit.master(), unused -> new TimeRanges.Builder())
                    .add(visit.busyFrom().getEpochSecond(), visit.busyUntil().getEpochSecond()));
            Map<UUID, TimeRanges> ranges = new HashMap<>();
            builders.forEach((master, builder) -> ranges.put(master, builder.build()));
            return ranges;
        }

        void write() {
            core.transactions.runVoid(this::writeRows);
        }

        private void writeRows() {
            database.jdbc()
                    .sql(
                            "INSERT INTO salons (id, code, name, phone_number_id, time_zone) VALUES (?, ?, 'Random', ?, ?)")
                    .params(
                            salon.id(),
                            salon.id().toString().substring(0, 30),
                            salon.id().toString(),
                            salon.zone().getId())
                    .update();
            database.jdbc()
                    .sql("INSERT INTO services (id, salon_id, code, name, minutes) VALUES (?, ?, 's1', 'Cut', 30)")
                    .params(service.id(), salon.id())
                    .update();
            salon.masters()
                    .forEach(master -> database.jdbc()
                            .sql("INSERT INTO masters (id, salon_id, code, name) VALUES (?, ?, ?, 'Master')")
                            .params(master.id(), salon.id(), master.code())
                            .update());
            for (Realm realm : Realm.values()) {
                for (Map<Realm, UUID> people : List.of(customers, others)) {
                    database.jdbc()
                            .sql("INSERT INTO customers (id, salon_id, realm, name) VALUES (?, ?, ?, 'Ana Test')")
                            .params(people.get(realm), salon.id(), realm.name())
                            .update();
                }
            }
            writeBookings();
            inHand.forEach(this::writeSession);
        }

        private void writeBookings() {
            List<Object[]> rows = visits.stream()
                    .map(visit -> new Object[] {
                        salon.id(),
                        visit.realm().name(),
                        visit.customer(),
                        service.id(),
                        visit.master(),
                        Timestamp.from(visit.busyFrom()),
                        Timestamp.from(visit.from()),
                        Timestamp.from(visit.until()),
                        Timestamp.from(visit.busyUntil()),
                        visit.status(),
                        visit.heldUntil() == null ? null : Timestamp.from(visit.heldUntil())
                    })
                    .toList();
            new JdbcTemplate(database.dataSource()).batchUpdate("""
                            INSERT INTO bookings (booking_code, salon_id, realm, customer_id, service, service_id, master_id,
                                                  busy_from, start_ts, end_ts, busy_until, status, held_until, price,
                                                  currency)
                            VALUES (LEFT(MD5(random()::text), 10), ?, ?, ?, 'Cut', ?, ?, ?, ?, ?, ?, ?, ?, 0, 'USD')
                            """, rows);
        }

        private void writeSession(Visit visit) {
            database.jdbc()
                    .sql("""
                            INSERT INTO sessions (salon_id, realm, customer_id, selection, master_id, service_id, start_ts,
                                                  end_ts, price, language, started_at, selected_at, expires_at)
                            VALUES (?, ?, ?, 1, ?, ?, ?, ?, 0, 'en', ?, ?, ?)
                            """)
                    .params(
                            salon.id(),
                            visit.realm().name(),
                            visit.customer(),
                            visit.master(),
                            service.id(),
                            Timestamp.from(visit.from()),
                            Timestamp.from(visit.until()),
                            Timestamp.from(now),
                            Timestamp.from(now),
                            Timestamp.from(now.plusSeconds(600)))
                    .update();
        }
    }
}
