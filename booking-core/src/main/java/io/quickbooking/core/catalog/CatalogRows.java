package io.quickbooking.core.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.quickbooking.core.catalog.CatalogFileMapper.DayRow;
import io.quickbooking.core.catalog.CatalogFileMapper.HoursRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterServiceRow;
import io.quickbooking.core.catalog.CatalogFileMapper.SalonRow;
import io.quickbooking.core.catalog.CatalogFileMapper.ServiceRow;
import io.quickbooking.core.database.JsonRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some salons, as stored in the database or as wanted by a file.
 *
 * @param masters those of one salon in their order
 * @param masterServices those of one master in their order, the default service first
 */
record CatalogRows(
        List<SalonRow> salons,
        List<ServiceRow> services,
        List<MasterRow> masters,
        List<MasterServiceRow> masterServices,
        List<HoursRow> hours,
        List<HoursRow> breaks,
        List<DayRow> days) {

    /** Reads all rows of the salons. */
    static CatalogRows of(List<SalonRow> salons, CatalogFileMapper mapper) {
        String ids = JsonRows.of(salons.stream().map(SalonRow::id).toList());
        // Services are read last: a service that is added in between is then present for the master who performs it.
        List<MasterRow> masters = mapper.findMasters(ids);
        List<MasterServiceRow> masterServices = mapper.findMasterServices(ids);
        List<HoursRow> hours = mapper.findHours(ids);
        List<HoursRow> breaks = mapper.findBreaks(ids);
        List<DayRow> days = mapper.findDays(ids);
        return new CatalogRows(salons, mapper.findServices(ids), masters, masterServices, hours, breaks, days);
    }

    Set<UUID> salonIds() {
        return salons.stream().map(SalonRow::id).collect(toSet());
    }

    Set<UUID> serviceIds() {
        return services.stream().map(ServiceRow::id).collect(toSet());
    }

    Set<UUID> masterIds() {
        return masters.stream().map(MasterRow::id).collect(toSet());
    }

    Map<UUID, Set<HoursRow>> hoursByOwner() {
        return hours.stream().collect(groupingBy(HoursRow::owner, toSet()));
    }

    Map<UUID, Set<HoursRow>> breaksByOwner() {
        return breaks.stream().collect(groupingBy(HoursRow::owner, toSet()));
    }

    Map<UUID, List<DayRow>> daysByOwner() {
        return days.stream().collect(groupingBy(DayRow::owner));
    }

    Map<UUID, List<Performed>> performedByMaster() {
        return masterServices.stream()
                .collect(groupingBy(MasterServiceRow::masterId, mapping(Performed::of, toList())));
    }

    /** A service that a master performs, without its position in the list. */
    record Performed(
            UUID serviceId,
            @Nullable Integer minutes,
            @Nullable Long price) {
        static Performed of(MasterServiceRow row) {
            return new Performed(row.serviceId(), row.minutes(), row.price());
        }
    }
}
