package io.quickbooking.core.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quickbooking.core.catalog.CatalogMapper.SalonRow;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The salons, each read as a whole by one query and cached for two seconds, so that an edit on any node is visible everywhere
 * within that time. The cache is for display: code that grants a slot compares {@link Master#version()} with the row that it
 * has locked, and reads {@link #fresh} if they differ.
 */
public final class Catalog {
    private static final Duration CACHED_FOR = Duration.ofSeconds(2);
    private static final int MAX_CACHED = 10_000;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CatalogMapper mapper;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Cache<String, Optional<Salon>> salons = Caffeine.newBuilder()
            .expireAfterWrite(CACHED_FOR)
            .maximumSize(MAX_CACHED)
            .build();
    private final Cache<String, List<SalonName>> names =
            Caffeine.newBuilder().expireAfterWrite(CACHED_FOR).build();

    public Catalog(Mappers mappers, Transactions transactions, InstantSource clock) {
        this.mapper = mappers.get(CatalogMapper.class);
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Finds a salon by its id.
     *
     * @throws SalonOutOfOrderException if this Java runtime does not know a setting of the salon; every look-up of a whole
     *     salon throws it
     */
    public Optional<Salon> byId(UUID id) {
        return cached("id:" + id, () -> mapper.byId(id, yesterday()));
    }

    public Optional<Salon> byCode(String code) {
        return CODE.matcher(code).matches() ? byWellFormedCode(code) : Optional.empty();
    }

    private Optional<Salon> byWellFormedCode(String code) {
        return cached("code:" + code, () -> mapper.byCode(code, yesterday()));
    }

    /**
     * Finds the salon that owns a WhatsApp number.
     *
     * @throws SalonOutOfOrderException if this Java runtime does not know a setting of the salon
     */
    public Optional<Salon> byPhoneNumberId(String phoneNumberId) {
        return cached("phone:" + phoneNumberId, () -> mapper.byPhoneNumberId(phoneNumberId, yesterday()));
    }

    /** Finds the salon that owns a WhatsApp number, whether or not it is active or out of order. */
    public Optional<Receiver> receiver(String phoneNumberId) {
        try {
            return byPhoneNumberId(phoneNumberId).map(salon -> new Receiver(salon.id(), true));
        } catch (SalonOutOfOrderException broken) {
            return Optional.of(new Receiver(broken.salonId(), false));
        }
    }

    /** Returns all salons by name, including those that are inactive or out of order. */
    public List<SalonName> names() {
        List<SalonName> found = names.getIfPresent("all");
        if (found == null) {
            found = transactions.run(mapper::names).stream().map(SalonName::of).toList();
            if (!transactions.isJoined()) {
                names.put("all", found);
            }
        }
        return found;
    }

    /**
     * Reads the salon from the database in the caller's transaction.
     *
     * @throws IllegalStateException if there is none; salons are deactivated, not deleted
     */
    public Salon fresh(UUID id) {
        return mapper.byId(id, yesterday())
                .map(Catalog::salon)
                .orElseThrow(() -> new IllegalStateException("salon " + id + " does not exist"));
    }

    /**
     * Reads the salons with these codes from the database in the caller's transaction, by id; omits those that are out of
     * order.
     */
    public Map<UUID, Salon> freshByCodes(Collection<String> codes) {
        return mapper.byCodes(JsonRows.of(codes), yesterday()).stream()
                .filter(row -> UnknownSetting.of(row.timeZone(), row.currency()).isEmpty())
                .map(Catalog::salon)
                .collect(Collectors.toMap(Salon::id, Function.identity()));
    }

    /**
     * Returns the salon with its special days from this date on; the cache has only those that matter for future times.
     *
     * @param cached the cached salon, which is returned unchanged if it has these days; otherwise one query reads them
     */
    public Salon knowing(LocalDate date, Salon cached) {
        return date.isBefore(yesterday())
                ? transactions
                        .run(() -> mapper.byId(cached.id(), date))
                        .map(Catalog::salon)
                        .orElse(cached)
                : cached;
    }

    /** Clears the cache: now, and after the commit of the caller's transaction. */
    public void refresh() {
        clear();
        if (transactions.isJoined()) {
            // Other threads may cache the old state until the commit.
            transactions.afterCommit(this::clear);
        }
    }

    private void clear() {
        salons.invalidateAll();
        names.invalidateAll();
    }

    /** Returns a date that is not after yesterday in any time zone: visits of yesterday may last until today. */
    private LocalDate yesterday() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(2);
    }

    private Optional<Salon> cached(String key, Supplier<Optional<SalonRow>> read) {
        Optional<Salon> found = salons.getIfPresent(key);
        if (found == null) {
            // The cache's own loading is not used, because it lets all threads wait for one: while the database is
            // unavailable, each thread would wait for all those before it.
            found = transactions.run(read).map(Catalog::salon);
            if (!transactions.isJoined()) {
                // Edits of the caller's transaction may still be rolled back.
                cache(key, found);
            }
        }
        return found;
    }

    private void cache(String key, Optional<Salon> found) {
        salons.put(key, found);
        found.ifPresent(salon -> {
            salons.put("id:" + salon.id(), found);
            salons.put("code:" + salon.code(), found);
            salons.put("phone:" + salon.phoneNumberId(), found);
        });
    }

    private static Salon salon(SalonRow row) {
        List<UnknownSetting> unknown = UnknownSetting.of(row.timeZone(), row.currency());
        if (!unknown.isEmpty()) {
            throw new SalonOutOfOrderException(row.id(), row.code(), row.active(), unknown);
        }
        Calendars calendars = new Calendars(
                hoursByMaster(list(row.hours(), HoursEntry[].class)),
                hoursByMaster(list(row.breaks(), HoursEntry[].class)),
                daysByMaster(list(row.specialDays(), DayEntry[].class)));
        List<Master> masters = list(row.masters(), MasterEntry[].class).stream()
                .map(entry -> entry.master(calendars))
                .toList();
        return new Salon(
                row.id(),
                row.code(),
                row.name(),
                row.phoneNumberId(),
                ZoneId.of(row.timeZone()),
                Locale.forLanguageTag(row.language()),
                Currency.getInstance(row.currency()),
                row.slotMinutes(),
                row.horizonDays(),
                Duration.ofMinutes(row.noticeMinutes()),
                Duration.ofMinutes(row.holdMinutes()),
                row.active(),
                masters,
                list(row.services(), ServiceEntry[].class).stream()
                        .map(ServiceEntry::service)
                        .toList());
    }

    private static Map<@Nullable UUID, WeeklyHours> hoursByMaster(List<HoursEntry> entries) {
        Map<@Nullable UUID, Map<DayOfWeek, List<MinuteRange>>> days = new HashMap<>();
        for (HoursEntry entry : entries) {
            days.computeIfAbsent(entry.masterId(), unused -> new EnumMap<>(DayOfWeek.class))
                    .computeIfAbsent(DayOfWeek.of(entry.weekday()), unused -> new ArrayList<>())
                    .add(new MinuteRange(entry.fromMinute(), entry.toMinute()));
        }
        Map<@Nullable UUID, WeeklyHours> hours = new HashMap<>();
        days.forEach((master, ranges) -> hours.put(master, new WeeklyHours(ranges)));
        return hours;
    }

    private static Map<@Nullable UUID, List<SpecialDay>> daysByMaster(List<DayEntry> entries) {
        Map<@Nullable UUID, List<SpecialDay>> days = new HashMap<>();
        for (DayEntry entry : entries) {
            days.computeIfAbsent(entry.masterId(), unused -> new ArrayList<>()).add(entry.day());
        }
        return days;
    }

    private static <T> List<T> list(String json, Class<T[]> type) {
        return List.of(JSON.readValue(json, type));
    }

    /** Calendars by master; the salon's own have no master. */
    private record Calendars(
            Map<@Nullable UUID, WeeklyHours> hours,
            Map<@Nullable UUID, WeeklyHours> breaks,
            Map<@Nullable UUID, List<SpecialDay>> days) {
        Schedule of(MasterEntry master) {
            return new Schedule(
                    hours.getOrDefault(master.ownHours() ? master.id() : null, WeeklyHours.CLOSED),
                    breaks.getOrDefault(null, WeeklyHours.CLOSED),
                    breaks.getOrDefault(master.id(), WeeklyHours.CLOSED),
                    days.getOrDefault(null, List.of()),
                    days.getOrDefault(master.id(), List.of()),
                    master.worksFrom(),
                    master.worksUntil());
        }
    }

    private record MasterEntry(
            UUID id,
            String code,
            String name,
            boolean active,
            boolean ownHours,
            long version,
            @Nullable LocalDate worksFrom,
            @Nullable LocalDate worksUntil,
            List<PerformedEntry> performed) {
        Master master(Calendars calendars) {
            return new Master(
                    id,
                    code,
                    name,
                    active,
                    calendars.of(this),
                    performed.stream().map(PerformedEntry::serviceId).toList(),
                    performed.stream()
                            .filter(PerformedEntry::differs)
                            .collect(Collectors.toMap(PerformedEntry::serviceId, PerformedEntry::terms)),
                    version);
        }
    }

    private record PerformedEntry(
            UUID serviceId,
            @Nullable Integer minutes,
            @Nullable Long price) {
        boolean differs() {
            return minutes != null || price != null;
        }

        Terms terms() {
            return new Terms(minutes == null ? null : Duration.ofMinutes(minutes), price);
        }
    }

    private record ServiceEntry(
            UUID id,
            String code,
            String name,
            int minutes,
            long price,
            int bufferBefore,
            int bufferAfter,
            boolean active) {
        Service service() {
            return new Service(
                    id,
                    code,
                    name,
                    Duration.ofMinutes(minutes),
                    price,
                    Duration.ofMinutes(bufferBefore),
                    Duration.ofMinutes(bufferAfter),
                    active);
        }
    }

    private record HoursEntry(@Nullable UUID masterId, int weekday, int fromMinute, int toMinute) {}

    private record DayEntry(
            @Nullable UUID masterId,
            SpecialDay.Kind kind,
            String name,
            LocalDate from,
            LocalDate until,
            boolean yearly,
            int fromMinute,
            int toMinute) {
        SpecialDay day() {
            return new SpecialDay(kind, name, from, until, new MinuteRange(fromMinute, toMinute), yearly);
        }
    }
}
