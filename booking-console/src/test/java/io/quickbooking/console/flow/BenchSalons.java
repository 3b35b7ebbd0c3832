package io.quickbooking.console.flow;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Twenty salons with ten masters each who are always free, and their times in an order in which no two meet. */
final class BenchSalons {
    static final int SALONS = 20;
    static final int MASTERS = 10;
    private static final int GRID_MINUTES = 15;
    private static final int STARTS_A_DAY = 24 * 60 / GRID_MINUTES;

    private final AtomicLong customers = new AtomicLong();
    private final LocalDate firstDay = LocalDate.now(ZoneOffset.UTC).plusDays(1);

    /** A catalogue file. */
    static String catalogue() {
        StringBuilder file = new StringBuilder("salons:\n");
        for (int salon = 0; salon < SALONS; salon++) {
            file.append("""
                      - code: b%1$d
                        name: Salon %1$d
                        phoneNumberId: "%2$s"
                        timeZone: UTC
                        slotMinutes: %3$d
                        horizonDays: 700
                        workingHours: { mon-sun: ["00:00-24:00"] }
                        services:
                          - { code: s1, name: Cut, minutes: %3$d, price: 1000 }
                        masters:
                    """.formatted(salon, phoneNumberId(salon), GRID_MINUTES).indent(0));
            for (int master = 0; master < MASTERS; master++) {
                file.append("      - { code: m%1$d, name: Master %1$d, services: [s1] }\n".formatted(master));
            }
        }
        return file.toString();
    }

    static String phoneNumberId(int salon) {
        return String.format(Locale.ROOT, "5550100%03d", salon);
    }

    /** @param phone digits only */
    record Wish(String phoneNumberId, String phone, String button) {}

    /** Another customer, and a time that nobody else wants. */
    Wish next() {
        return wish(customers.getAndIncrement());
    }

    /** Other customers, all of whom want one time. */
    List<Wish> rivals(int count) {
        Wish wanted = next();
        return Stream.generate(customers::getAndIncrement)
                .limit(count)
                .map(number -> new Wish(wanted.phoneNumberId(), phone(number), wanted.button()))
                .toList();
    }

    private static String phone(long number) {
        return String.format(Locale.ROOT, "155501%09d", number);
    }

    private Wish wish(long number) {
        int salon = (int) (number % SALONS);
        long rest = number / SALONS;
        int master = (int) (rest % MASTERS);
        long slot = rest / MASTERS;
        return new Wish(
                phoneNumberId(salon),
                phone(number),
                "slot_%s_%s_m%d_s1"
                        .formatted(
                                firstDay.plusDays(slot / STARTS_A_DAY),
                                LocalTime.MIN.plusMinutes(slot % STARTS_A_DAY * GRID_MINUTES),
                                master));
    }
}
