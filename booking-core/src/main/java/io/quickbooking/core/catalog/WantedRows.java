package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFile.CalendarEntry;
import io.quickbooking.core.catalog.CatalogFile.MasterEntry;
import io.quickbooking.core.catalog.CatalogFile.PerformedEntry;
import io.quickbooking.core.catalog.CatalogFile.SalonEntry;
import io.quickbooking.core.catalog.CatalogFile.ServiceEntry;
import io.quickbooking.core.catalog.CatalogFileMapper.DayRow;
import io.quickbooking.core.catalog.CatalogFileMapper.HoursRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterServiceRow;
import io.quickbooking.core.catalog.CatalogFileMapper.SalonRow;
import io.quickbooking.core.catalog.CatalogFileMapper.ServiceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts a file to rows: rows with codes that the database knows get its ids, the others get new ones. */
final class WantedRows {
    private final Map<String, UUID> salonIds = new HashMap<>();
    private final Map<CodeInSalon, UUID> serviceIds = new HashMap<>();
    private final Map<CodeInSalon, MasterRow> storedMasters = new HashMap<>();
    private final CatalogRows rows = new CatalogRows(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());

    private record CodeInSalon(UUID salonId, String code) {}

    private WantedRows(CatalogRows stored) {
        stored.salons().forEach(salon -> salonIds.put(salon.code(), salon.id()));
        stored.services()
                .forEach(service -> serviceIds.put(new CodeInSalon(service.salonId(), service.code()), service.id()));
        stored.masters().forEach(master -> storedMasters.put(new CodeInSalon(master.salonId(), master.code()), master));
    }

    static CatalogRows of(CatalogFile file, CatalogRows stored) {
        WantedRows wanted = new WantedRows(stored);
        file.salons().forEach(wanted::add);
        return wanted.rows;
    }

    private void add(SalonEntry salon) {
        UUID id = salonIds.computeIfAbsent(salon.code(), code -> UUID.randomUUID());
        rows.salons()
                .add(new SalonRow(
                        id,
                        salon.code(),
                        salon.name(),
                        salon.phoneNumberId(),
                        salon.displayPhone(),
                        salon.timeZone(),
                        salon.language(),
                        salon.currency(),
                        salon.slotMinutes(),
                        salon.horizonDays(),
                        salon.noticeMinutes(),
                        salon.holdMinutes(),
                        salon.active()));
        addHours(id, null, salon.hours(), rows.hours());
        addCalendar(id, null, salon.calendar());
        salon.services().forEach(service -> add(id, service));
        addMasters(id, salon.masters());
    }

    private void add(UUID salonId, ServiceEntry service) {
        rows.services()
                .add(new ServiceRow(
                        serviceId(salonId, service.code()),
                        salonId,
                        service.code(),
                        service.name(),
                        service.minutes(),
                        service.price(),
                        service.bufferBefore(),
                        service.bufferAfter(),
                        service.active()));
    }

    private UUID serviceId(UUID salonId, String code) {
        return serviceIds.computeIfAbsent(new CodeInSalon(salonId, code), key -> UUID.randomUUID());
    }

    private void addMasters(UUID salonId, List<MasterEntry> masters) {
        boolean inOrder = isInStoredOrder(salonId, masters);
        for (int i = 0; i < masters.size(); i++) {
            MasterEntry master = masters.get(i);
            MasterRow stored = storedMasters.get(new CodeInSalon(salonId, master.code()));
            UUID id = stored == null ? UUID.randomUUID() : stored.id();
            rows.masters()
                    .add(new MasterRow(
                            id,
                            salonId,
                            master.code(),
                            master.name(),
                            master.active(),
                            master.ownHours() != null,
                            master.worksFrom(),
                            master.worksUntil(),
                            stored != null && inOrder ? stored.position() : i));
            if (master.ownHours() != null) {
                addHours(salonId, id, master.ownHours(), rows.hours());
            }
            addCalendar(salonId, id, master.calendar());
            addMasterServices(salonId, id, master.services());
        }
    }

    /**
     * Returns whether the database already has these masters in the file's order, with new ones at the places they would get.
     * Then their positions remain: masters that the file does not name may stand in between.
     */
    private boolean isInStoredOrder(UUID salonId, List<MasterEntry> masters) {
        List<Place> places = new ArrayList<>();
        for (MasterEntry master : masters) {
            MasterRow stored = storedMasters.get(new CodeInSalon(salonId, master.code()));
            places.add(new Place(stored == null ? places.size() : stored.position(), master.code()));
        }
        return places.stream().sorted().toList().equals(places);
    }

    /** Sorts like {@link CatalogFileMapper#findMasters}. */
    private record Place(int position, String code) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return position != other.position ? Integer.compare(position, other.position) : code.compareTo(other.code);
        }
    }

    private void addMasterServices(UUID salonId, UUID masterId, List<PerformedEntry> services) {
        for (int i = 0; i < services.size(); i++) {
            PerformedEntry service = services.get(i);
            rows.masterServices()
                    .add(new MasterServiceRow(
                            salonId,
                            masterId,
                            serviceId(salonId, service.code()),
                            i,
                            service.minutes(),
                            service.price()));
        }
    }

    private void addCalendar(UUID salonId, @Nullable UUID masterId, CalendarEntry calendar) {
        addHours(salonId, masterId, calendar.breaks(), rows.breaks());
        calendar.days().forEach(day -> rows.days().add(DayRow.of(salonId, masterId, day)));
    }

    private static void addHours(UUID salonId, @Nullable UUID masterId, WeeklyHours hours, List<HoursRow> rows) {
        hours.days()
                .forEach((day, ranges) -> ranges.forEach(range -> rows.add(
                        new HoursRow(salonId, masterId, day.getValue(), range.fromMinute(), range.toMinute()))));
    }
}
