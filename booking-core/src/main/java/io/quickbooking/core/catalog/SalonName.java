package io.quickbooking.core.catalog;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * A salon as lists and switches show it.
 *
 * @param zone UTC if the stored one is unknown
 * @param currency ISO 4217's XXX if the stored one is unknown
 * @param unknown settings that put the salon out of order on this node; empty if it is in order
 */
public record SalonName(
        UUID id,
        String code,
        String name,
        ZoneId zone,
        Currency currency,
        boolean active,
        List<UnknownSetting> unknown) {
    public SalonName {
        unknown = List.copyOf(unknown);
    }

    static SalonName of(CatalogMapper.SalonNameRow row) {
        return new SalonName(
                row.id(),
                row.code(),
                row.name(),
                UnknownSetting.zone(row.timeZone()).orElse(UnknownSetting.NO_ZONE),
                UnknownSetting.currency(row.currency()).orElse(UnknownSetting.NO_CURRENCY),
                row.active(),
                UnknownSetting.of(row.timeZone(), row.currency()));
    }

    public boolean isInOrder() {
        return unknown.isEmpty();
    }
}
