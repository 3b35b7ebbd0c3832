package io.quickbooking.core.catalog;

import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;

/** A salon among others: what a list or a switch shows of it. */
public record SalonName(UUID id, String code, String name, ZoneId zone, Currency currency, boolean active) {}
