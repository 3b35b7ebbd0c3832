package io.quickbooking.core.catalog;

import static java.util.stream.Collectors.toSet;

import io.quickbooking.core.catalog.CatalogFileMapper.DayRow;
import io.quickbooking.core.catalog.CatalogFileMapper.HoursRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterServiceRow;
import io.quickbooking.core.catalog.CatalogFileMapper.SalonRow;
import io.quickbooking.core.catalog.CatalogFileMapper.ServiceRow;
import io.quickbooking.core.catalog.CatalogImport.Count;
import io.quickbooking.core.catalog.CatalogImport.Summary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The rows to write to get from the stored rows to the wanted ones. */
final class CatalogChanges {
    private final CatalogRows stored;
    private final CatalogRows wanted;
    private final Set<UUID> otherHours;
    private final Set<UUID> otherBreaks;
    private final Set<UUID> otherServices;
    private final List<DayRow> newDays;
    private final List<DayRow> unwantedDays;
    private final Set<UUID> written;

    CatalogChanges(CatalogRows stored, CatalogRows wanted) {
        this.stored = stored;
        this.wanted = wanted;
        Set<UUID> owners = new HashSet<>(wanted.salonIds());
        owners.addAll(wanted.masterIds());
        otherHours = differing(owners, wanted.hoursByOwner(), stored.hoursByOwner());
        otherBreaks = differing(owners, wanted.breaksByOwner(), stored.breaksByOwner());
        otherServices = differing(wanted.masterIds(), wanted.performedByMaster(), stored.performedByMaster());
        newDays = missing(wanted.days(), stored.days());
        unwantedDays = missing(stored.days(), wanted.days()).stream()
                .filter(day -> owners.contains(day.owner()))
                .toList();
        written = new HashSet<>(otherHours);
        written.addAll(otherBreaks);
        newDays.forEach(day -> written.add(day.owner()));
        unwantedDays.forEach(day -> written.add(day.owner()));
        written.addAll(otherServices);
        salons().forEach(salon -> written.add(salon.id()));
        services().forEach(service -> written.add(service.id()));
        masters().forEach(master -> written.add(master.id()));
    }

    private static <V> Set<UUID> differing(Set<UUID> ids, Map<UUID, V> wanted, Map<UUID, V> stored) {
        return ids.stream()
                .filter(id -> !Objects.equals(wanted.get(id), stored.get(id)))
                .collect(toSet());
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    /** Returns the salons in which anything changes. */
    Set<UUID> salonIds() {
        Set<UUID> ids = new HashSet<>(wanted.salonIds());
        ids.retainAll(written);
        wanted.services().stream()
                .filter(service -> written.contains(service.id()))
                .forEach(service -> ids.add(service.salonId()));
        wanted.masters().stream()
                .filter(master -> written.contains(master.id()))
                .forEach(master -> ids.add(master.salonId()));
        return ids;
    }

    /** Returns new or different salons. */
    List<SalonRow> salons() {
        return missing(wanted.salons(), stored.salons());
    }

    /** Returns new or different services. */
    List<ServiceRow> services() {
        return missing(wanted.services(), stored.services());
    }

    /** Returns new or different masters. */
    List<MasterRow> masters() {
        return missing(wanted.masters(), stored.masters());
    }

    private static <T> List<T> missing(List<T> wanted, List<T> stored) {
        Predicate<T> isStored = Set.copyOf(stored)::contains;
        return wanted.stream().filter(isStored.negate()).toList();
    }

    /** Returns the salons whose hours differ, and the masters whose own hours differ, including those who lose their own. */
    Set<UUID> ownersOfOtherHours() {
        return otherHours;
    }

    /** Returns the complete new hours of the salons whose hours differ. */
    List<HoursRow> salonHours() {
        return hours(row -> row.masterId() == null);
    }

    /** Returns the complete new hours of the masters whose own hours differ. */
    List<HoursRow> masterHours() {
        return hours(row -> row.masterId() != null);
    }

    private List<HoursRow> hours(Predicate<HoursRow> which) {
        return wanted.hours().stream()
                .filter(which)
                .filter(row -> otherHours.contains(row.owner()))
                .toList();
    }

    /** Returns the salons and masters whose breaks differ. */
    Set<UUID> ownersOfOtherBreaks() {
        return otherBreaks;
    }

    /** Returns the complete new breaks of the salons whose breaks differ. */
    List<HoursRow> salonBreaks() {
        return breaks(row -> row.masterId() == null);
    }

    /** Returns the complete new breaks of the masters whose breaks differ. */
    List<HoursRow> masterBreaks() {
        return breaks(row -> row.masterId() != null);
    }

    private List<HoursRow> breaks(Predicate<HoursRow> which) {
        return wanted.breaks().stream()
                .filter(which)
                .filter(row -> otherBreaks.contains(row.owner()))
                .toList();
    }

    List<DayRow> newSalonDays() {
        return newDays.stream().filter(day -> day.masterId() == null).toList();
    }

    List<DayRow> newMasterDays() {
        return newDays.stream().filter(day -> day.masterId() != null).toList();
    }

    List<DayRow> unwantedDays() {
        return unwantedDays;
    }

    /** Returns masters whose services differ in selection, terms or order. */
    Set<UUID> mastersOfOtherServices() {
        return otherServices;
    }

    /** Returns all services of these masters. */
    List<MasterServiceRow> masterServices() {
        return wanted.masterServices().stream()
                .filter(row -> otherServices.contains(row.masterId()))
                .toList();
    }

    /**
     * Returns a token for the changes and the rows that they start from: equal for the same file as long as no user edits any
     * of it. New rows have no id yet that would be the same again; they are in the summary.
     */
    String fingerprint() {
        List<String> changed = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        salons().forEach(salon -> ids.add(salon.id()));
        services().forEach(service -> ids.add(service.id()));
        masters().forEach(master -> ids.add(master.id()));
        stored.salons().stream().filter(row -> ids.contains(row.id())).forEach(row -> changed.add(row.toString()));
        stored.services().stream().filter(row -> ids.contains(row.id())).forEach(row -> changed.add(row.toString()));
        stored.masters().stream().filter(row -> ids.contains(row.id())).forEach(row -> changed.add(row.toString()));
        stored.hours().stream()
                .filter(row -> otherHours.contains(row.owner()))
                .forEach(row -> changed.add(row.toString()));
        stored.breaks().stream()
                .filter(row -> otherBreaks.contains(row.owner()))
                .forEach(row -> changed.add("break " + row));
        stored.masterServices().stream()
                .filter(row -> otherServices.contains(row.masterId()))
                .forEach(row -> changed.add(row.toString()));
        otherHours.stream().filter(this::isStored).forEach(owner -> changed.add("hours of " + owner));
        otherBreaks.stream().filter(this::isStored).forEach(owner -> changed.add("breaks of " + owner));
        unwantedDays.forEach(day -> changed.add("not " + day));
        newDays.stream().filter(day -> isStored(day.owner())).forEach(day -> changed.add(day.toString()));
        changed.sort(null);
        changed.add(summary().toString());
        return UUID.nameUUIDFromBytes(changed.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private boolean isStored(UUID owner) {
        return stored.salonIds().contains(owner) || stored.masterIds().contains(owner);
    }

    Summary summary() {
        return new Summary(
                count(wanted.salonIds(), stored.salonIds()),
                count(wanted.masterIds(), stored.masterIds()),
                count(wanted.serviceIds(), stored.serviceIds()));
    }

    private Count count(Set<UUID> wantedIds, Set<UUID> storedIds) {
        int created = count(wantedIds, id -> !storedIds.contains(id));
        int changed = count(wantedIds, id -> storedIds.contains(id) && written.contains(id));
        return new Count(created, changed, wantedIds.size() - created - changed);
    }

    private static int count(Collection<UUID> ids, Predicate<UUID> which) {
        return (int) ids.stream().filter(which).count();
    }
}
