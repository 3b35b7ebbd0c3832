package io.quickbooking.core.catalog;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quickbooking.core.catalog.CatalogFile.SalonEntry;
import io.quickbooking.core.catalog.CatalogFileException.Problem;
import io.quickbooking.core.catalog.CatalogFileMapper.SalonRow;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates the database to match a catalogue file. Codes identify salons, and masters and services within their salon. Rows that
 * the file does not name remain unchanged, and rows that already match are not written.
 */
public final class CatalogImport {
    private static final Logger log = LoggerFactory.getLogger(CatalogImport.class);

    private final Transactions transactions;
    private final CatalogFileMapper mapper;
    private final Signals signals;
    private final InstantSource clock;

    public CatalogImport(Transactions transactions, Mappers mappers, Signals signals, InstantSource clock) {
        this.transactions = transactions;
        this.mapper = mappers.get(CatalogFileMapper.class);
        this.signals = signals;
        this.clock = clock;
    }

    /** Returns whether the database has no salon. */
    public boolean isCatalogEmpty() {
        return !mapper.hasSalons();
    }

    /**
     * Applies the file in one transaction; imports run one after another.
     *
     * @throws CatalogFileException if a phone number id belongs to a salon that the file does not name; nothing is changed then
     */
    public Summary apply(CatalogFile file) {
        CatalogChanges changes = transactions.run(() -> applyOnce(file));
        transactions.afterCommit(() -> log.info("Catalogue {}: {}", file.source(), changes.summary()));
        changes.salonIds().forEach(salon -> signals.publish(salon, Topic.CATALOG));
        return changes.summary();
    }

    /**
     * Like {@link #apply}, in the caller's transaction, which may still roll back. Other imports wait for its end.
     *
     * @throws CatalogFileException as {@link #apply} does
     */
    public Summary applyWithin(CatalogFile file) {
        return changeWithin(file).summary();
    }

    /** Like {@link #applyWithin}; also returns a token for the changes and their starting point. */
    public Changes changeWithin(CatalogFile file) {
        CatalogChanges changes = applyOnce(file);
        return new Changes(changes.summary(), changes.fingerprint());
    }

    /**
     * The result of an import.
     *
     * @param fingerprint equal for the same file as long as no user edits any of what it changes
     */
    public record Changes(Summary summary, String fingerprint) {}

    /** Makes later imports wait until the end of the caller's transaction, so that its reads of the catalogue remain valid. */
    public void lockCatalog() {
        mapper.waitForOtherImports();
    }

    private CatalogChanges applyOnce(CatalogFile file) {
        mapper.waitForOtherImports();
        List<SalonRow> salons = mapper.findSalons(
                JsonRows.of(file.salonCodes()),
                JsonRows.of(
                        file.salons().stream().map(SalonEntry::phoneNumberId).toList()));
        requireFreePhoneNumbers(file, salons);
        CatalogRows stored = CatalogRows.of(salons, mapper);
        CatalogChanges changes = new CatalogChanges(stored, WantedRows.of(file, stored));
        if (!changes.isEmpty()) {
            write(changes, stored.salons(), clock.instant());
        }
        return changes;
    }

    private static void requireFreePhoneNumbers(CatalogFile file, List<SalonRow> stored) {
        Map<String, SalonRow> byNumber = stored.stream().collect(toMap(SalonRow::phoneNumberId, Function.identity()));
        Set<String> named = Set.copyOf(file.salonCodes());
        List<Problem> problems = new ArrayList<>();
        for (SalonEntry salon : file.salons()) {
            SalonRow owner = byNumber.get(salon.phoneNumberId());
            // The file gives a new number to every owner that it names, so this number becomes free.
            if (owner != null && !named.contains(owner.code())) {
                String text = "'" + salon.phoneNumberId() + "' belongs to the salon '" + owner.code() + "' already";
                problems.add(Problem.at(salon.phoneNumberAt(), text));
            }
        }
        if (!problems.isEmpty()) {
            throw new CatalogFileException(file.source(), problems);
        }
    }

    private void write(CatalogChanges changes, List<SalonRow> stored, Instant now) {
        String salonIds = JsonRows.of(changes.salonIds());
        mapper.lockMasters(salonIds);
        mapper.parkPhoneNumbers(JsonRows.of(salonsLosingNumber(stored, changes.salons())));
        mapper.upsertSalons(JsonRows.of(changes.salons()), now);
        mapper.deleteHours(salonIds, JsonRows.of(changes.ownersOfOtherHours()));
        mapper.deleteBreaks(salonIds, JsonRows.of(changes.ownersOfOtherBreaks()));
        mapper.deleteDays(JsonRows.of(changes.unwantedDays()));
        // Hours are inserted before new masters, because each row of the salon's hours updates every master.
        mapper.insertHours(JsonRows.of(changes.salonHours()));
        mapper.insertBreaks(JsonRows.of(changes.salonBreaks()));
        mapper.insertDays(JsonRows.of(changes.newSalonDays()), now);
        mapper.upsertServices(JsonRows.of(changes.services()), now);
        mapper.upsertMasters(JsonRows.of(changes.masters()), now);
        mapper.insertHours(JsonRows.of(changes.masterHours()));
        mapper.insertBreaks(JsonRows.of(changes.masterBreaks()));
        mapper.insertDays(JsonRows.of(changes.newMasterDays()), now);
        mapper.deleteMasterServices(salonIds, JsonRows.of(changes.mastersOfOtherServices()));
        mapper.insertMasterServices(JsonRows.of(changes.masterServices()));
    }

    /** Returns the salons whose current number is about to become another's. */
    private static Set<UUID> salonsLosingNumber(List<SalonRow> stored, List<SalonRow> wanted) {
        Map<String, UUID> newOwners = wanted.stream().collect(toMap(SalonRow::phoneNumberId, SalonRow::id));
        return stored.stream()
                .filter(salon -> !newOwners
                        .getOrDefault(salon.phoneNumberId(), salon.id())
                        .equals(salon.id()))
                .map(SalonRow::id)
                .collect(toSet());
    }

    /** Counts of an import's changes. */
    public record Summary(Count salons, Count masters, Count services) {
        public boolean changedNothing() {
            return salons.changedNothing() && masters.changedNothing() && services.changedNothing();
        }

        @Override
        public String toString() {
            return "salons " + salons + "; masters " + masters + "; services " + services;
        }
    }

    /**
     * Numbers of rows in the file that were new, that differed, and that already matched. Working hours count with their salon
     * or master, services performed with the master.
     */
    public record Count(int created, int changed, int unchanged) {
        boolean changedNothing() {
            return created == 0 && changed == 0;
        }

        @Override
        public String toString() {
            return created + " created, " + changed + " changed, " + unchanged + " unchanged";
        }
    }
}
