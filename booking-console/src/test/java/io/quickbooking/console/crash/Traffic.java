package io.quickbooking.console.crash;

import io.quickbooking.console.crash.Slots.Slot;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Customers who book all at the same time, until there are no more kills; then each ends what they have begun. */
final class Traffic {
    private final Slots slots = new Slots(LocalDate.now(ZoneOffset.UTC).plusDays(2));
    private final List<Customer> customers;
    private final ExecutorService threads;
    private int kills;
    private boolean over;

    /** Of whom each may think about a card over some kills. */
    Traffic(WhatsApp whatsApp, int count) {
        this(whatsApp, count, count);
    }

    /** @param thoughtful how many think about cards over kills; between few kills, these may all be thinking */
    Traffic(WhatsApp whatsApp, int count, int thoughtful) {
        customers = IntStream.range(0, count)
                .mapToObj(number -> new Customer("1555010%04d".formatted(number), number < thoughtful, whatsApp, this))
                .toList();
        threads = Executors.newFixedThreadPool(count);
        customers.forEach(threads::execute);
    }

    List<Customer> customers() {
        return customers;
    }

    Slot nextSlot() {
        return slots.next();
    }

    synchronized boolean goesOn() {
        return !over;
    }

    synchronized void killed() {
        kills++;
        notifyAll();
    }

    /** Waits for so many more kills, or the last one. Returns whether there was one meanwhile. */
    synchronized boolean awaitKills(int more, Duration atMost) {
        int before = kills;
        long end = System.nanoTime() + atMost.toNanos();
        while (!over && kills < before + more && end > System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return kills > before;
    }

    /** Lets the customers end what they have begun, whatever comes of it. */
    void finish(Duration atMost) throws InterruptedException {
        synchronized (this) {
            over = true;
            notifyAll();
        }
        threads.shutdown();
        if (!threads.awaitTermination(atMost.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }
}
