package io.quickbooking.core.session;

import io.quickbooking.core.availability.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;

/**
 * The content of a card, and therefore of the booking that confirms it, whatever the catalogue says by then.
 *
 * @param date and {@code time} are the salon's wall clock, {@code start} the moment they mean
 * @param price in minor units of {@code currency}
 * @param currency ISO 4217, the salon's when the card was shown
 * @param timestamp when it was selected
 * @param start the instant of {@code date} and {@code time}
 */
public record SelectedSlot(
        LocalDate date,
        LocalTime time,
        Instant start,
        UUID masterId,
        String masterName,
        UUID serviceId,
        String serviceName,
        Duration duration,
        long price,
        String currency,
        Instant timestamp) {
    public SelectedSlot {
        // A store may hold a card of the previous version, which has no currency; the journal is read instead.
        Objects.requireNonNull(currency, "currency");
    }

    /** @param currency ISO 4217 */
    public static SelectedSlot of(Slot slot, String currency, Instant selectedAt) {
        return new SelectedSlot(
                slot.start().toLocalDate(),
                slot.start().toLocalTime(),
                slot.from(),
                slot.master().id(),
                slot.master().name(),
                slot.service().id(),
                slot.service().name(),
                slot.service().duration(),
                slot.service().price(),
                currency,
                selectedAt);
    }

    /**
     * Returns the same card by the rules in force: its instant is when the clock shows what the card shows. The rules
     * may have changed since it was shown, with the time zone data or the salon's zone.
     */
    public SelectedSlot on(ZoneId zone) {
        Instant shown = LocalDateTime.of(date, time).atZone(zone).toInstant();
        return shown.equals(start) || LocalDateTime.ofInstant(start, zone).equals(LocalDateTime.of(date, time))
                ? this
                : new SelectedSlot(
                        date,
                        time,
                        shown,
                        masterId,
                        masterName,
                        serviceId,
                        serviceName,
                        duration,
                        price,
                        currency,
                        timestamp);
    }

    public LocalDateTime wallTime() {
        return LocalDateTime.of(date, time);
    }

    public Instant end() {
        return start.plus(duration);
    }
}
