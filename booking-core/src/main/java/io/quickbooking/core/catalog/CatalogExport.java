package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFileMapper.SalonRow;
import io.quickbooking.core.database.JsonRows;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.Transactions;
import java.util.List;
import java.util.Optional;

/** Writes the database's salons as a catalogue file; applying the file to the same database changes nothing. */
public final class CatalogExport {
    private final Transactions transactions;
    private final CatalogFileMapper mapper;

    public CatalogExport(Transactions transactions, Mappers mappers) {
        this.transactions = transactions;
        this.mapper = mappers.get(CatalogFileMapper.class);
    }

    /** Returns YAML with all salons by code; without any salon, it is not a file that can be applied. */
    public String allSalons() {
        return transactions.run(() -> write(mapper.findAllSalons()));
    }

    /** Returns YAML with one salon; empty if there is none with this code. */
    public Optional<String> salon(String code) {
        return transactions.run(() -> {
            List<SalonRow> salons = mapper.findSalons(JsonRows.of(List.of(code)), JsonRows.of(List.of()));
            return salons.isEmpty() ? Optional.empty() : Optional.of(write(salons));
        });
    }

    private String write(List<SalonRow> salons) {
        return CatalogWriter.write(CatalogRows.of(salons, mapper));
    }
}
