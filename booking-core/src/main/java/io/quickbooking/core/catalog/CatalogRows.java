package io.quickbooking.core.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

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

/**
 * The rows of some salons: as the database has them, or as a file wants them.
 *
 * @param masters those of one salon in their order
 * @param masterServices those of one master in their order, the default service first
 */
record CatalogRows(
        List<SalonRow> salons,
        List<ServiceRow> services,
        List<MasterRow> masters,
        List<MasterServiceRow> masterServices,
        List<HoursRow> hours) {

    /** Reads all that belongs to the salons. */
    static CatalogRows of(List<SalonRow> salons, CatalogFileMapper mapper) {
        String ids = JsonRows.of(salons.stream().map(SalonRow::id).toList());
        // Services last: one that somebody adds meanwhile is then there for the master who performs it.
        List<MasterRow> masters = mapper.findMasters(ids);
        List<MasterServiceRow> masterServices = mapper.findMasterServices(ids);
        List<HoursRow> hours = mapper.findHours(ids);
        return new CatalogRows(salons, mapper.findServices(ids), masters, masterServices, hours);
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

    Map<UUID, List<UUID>> serviceIdsByMaster() {
        return masterServices.stream()
                .collect(groupingBy(MasterServiceRow::masterId, mapping(MasterServiceRow::serviceId, toList())));
    }
}
