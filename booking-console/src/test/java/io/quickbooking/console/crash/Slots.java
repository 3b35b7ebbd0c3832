package io.quickbooking.console.crash;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A salon that is always open, and its times in the order in which customers want them. Each overlaps the next of its
 * master, and every eighth is wanted by two, so that about every other customer is too late.
 */
final class Slots {
    static final String CATALOGUE = """
            salons:
              - code: crash
                name: Salon Crash
                phoneNumberId: "106540352242922"
                timeZone: UTC
                slotMinutes: 15
                horizonDays: 365
                workingHours: { mon-sun: ["00:00-24:00"] }
                services:
                  - { code: s1, name: Cut, minutes: 30, price: 1000 }
                masters:
                  - { code: m0, name: Ada Test, services: [s1] }
                  - { code: m1, name: Bo Test, services: [s1] }
                  - { code: m2, name: Cy Test, services: [s1] }
                  - { code: m3, name: Di Test, services: [s1] }
            """;

    private static final int MASTERS = 4;
    private static final int GRID_MINUTES = 15;
    private static final int STARTS_A_DAY = 24 * 60 / GRID_MINUTES - 1;

    private final LocalDate firstDay;
    private final AtomicInteger asked = new AtomicInteger();

    Slots(LocalDate firstDay) {
        this.firstDay = firstDay;
    }

    Slot next() {
        int number = asked.getAndIncrement();
        int wanted = number - number / 8;
        int step = wanted / MASTERS;
        return new Slot(
                firstDay.plusDays(step / STARTS_A_DAY),
                LocalTime.MIN.plusMinutes((long) step % STARTS_A_DAY * GRID_MINUTES),
                "m" + wanted % MASTERS);
    }

    /** A time that nobody else wants, nor one that overlaps it. Not to be mixed with {@link #next}. */
    Slot nextOfItsOwn() {
        int number = asked.getAndIncrement();
        int step = number / MASTERS;
        int startsADay = STARTS_A_DAY / 2;
        return new Slot(
                firstDay.plusDays(step / startsADay),
                LocalTime.MIN.plusMinutes((long) step % startsADay * 2 * GRID_MINUTES),
                "m" + number % MASTERS);
    }

    record Slot(LocalDate day, LocalTime time, String master) {
        String button() {
            return "slot_%s_%s_%s_s1".formatted(day, time, master);
        }

        Instant start() {
            return day.atTime(time).toInstant(ZoneOffset.UTC);
        }
    }
}
