package io.quickbooking.console.crash;

import io.quickbooking.console.crash.Slots.Slot;
import io.quickbooking.testing.WebhookBodies;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Books one visit after the other by taps, and remembers what they were told. Runs on a thread of its own. */
final class Customer implements Runnable {
    /** A relay that died keeps its messages from others for half a minute; several may die in a row. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Much shorter than a session lives. */
    private static final Duration LONGEST_THOUGHT = Duration.ofMinutes(5);

    private static final double THINKS_OVER_A_KILL = 0.3;
    private static final double TAP_IS_STORED_FIRST = 0.1;

    private final String phone;
    private final boolean thoughtful;
    private final WhatsApp whatsApp;
    private final Traffic traffic;
    private final BlockingQueue<Received> messages;

    private final Set<String> read = new HashSet<>();
    private final Set<String> taps = new HashSet<>();
    private final Map<String, Slot> booked = new LinkedHashMap<>();
    private @Nullable String complaint;
    private int tooLate;
    private int thoughtOverKills;
    private Duration longestWait = Duration.ZERO;

    Customer(String phone, boolean thoughtful, WhatsApp whatsApp, Traffic traffic) {
        this.phone = phone;
        this.thoughtful = thoughtful;
        this.whatsApp = whatsApp;
        this.traffic = traffic;
        this.messages = whatsApp.phone(phone);
    }

    String phone() {
        return phone;
    }

    /** The visits that they were told a code of. */
    Map<String, Slot> booked() {
        return booked;
    }

    /** The WhatsApp ids of what they tapped, each delivered until it was answered with 200. */
    Set<String> taps() {
        return taps;
    }

    /** What ended their patience. */
    Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    int tooLate() {
        return tooLate;
    }

    /** How often a card was confirmed after a kill that came while it lay on the phone. */
    int thoughtOverKills() {
        return thoughtOverKills;
    }

    /** From the acceptance of a tap until its answer reached the phone. */
    Duration longestWait() {
        return longestWait;
    }

    @Override
    public void run() {
        try {
            while (traffic.goesOn() && complaint == null) {
                visit(traffic.nextSlot());
            }
        } catch (InterruptedException | RuntimeException e) {
            complaint = phone + " was cut off: " + e;
        }
    }

    private void visit(Slot slot) throws InterruptedException {
        tap(slot.button());
        Optional<Received> card = answer(slot);
        if (card.isEmpty()) {
            return;
        }
        Optional<String> confirm = card.get().confirmButton();
        if (confirm.isEmpty()) {
            complain(slot, card.get());
            return;
        }
        think();
        tap(confirm.get());
        Optional<Received> confirmation = answer(slot);
        if (confirmation.isPresent()) {
            confirmation
                    .get()
                    .bookingCode()
                    .ifPresentOrElse(code -> booked.put(code, slot), () -> complain(slot, confirmation.get()));
        }
    }

    private void tap(String button) {
        String wamid = "wamid.TAP." + phone + "." + taps.size();
        WebhookBodies.Message tap = WebhookBodies.tap(button)
                .from(phone)
                .named("Customer " + phone)
                .wamid(wamid)
                .sentAt(Instant.now());
        // More than one message in a body, and it is stored before it is handled.
        boolean stored = ThreadLocalRandom.current().nextDouble() < TAP_IS_STORED_FIRST;
        whatsApp.deliver(stored ? WebhookBodies.batch(tap, tap) : tap.bytes());
        taps.add(wamid);
    }

    /** Empty: somebody else was quicker, or there is something to complain about. */
    private Optional<Received> answer(Slot slot) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + PATIENCE.toNanos();
        Received message;
        do {
            message = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                complaint = "%s waits in vain for an answer about %s".formatted(phone, slot);
                return Optional.empty();
            }
            // The same again: it is sent at least once.
        } while (!read.add(message.id()));
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        longestWait = waited.compareTo(longestWait) > 0 ? waited : longestWait;
        if (message.offersOtherTimes()) {
            tooLate++;
            return Optional.empty();
        }
        return Optional.of(message);
    }

    private void complain(Slot slot, Received answer) {
        complaint = (answer.saysExpired() ? "%s lost the session about %s: %s" : "%s was answered about %s: %s")
                .formatted(phone, slot, answer.text());
    }

    private void think() {
        Pause.millis(ThreadLocalRandom.current().nextInt(50, 1_200));
        if (thoughtful
                && ThreadLocalRandom.current().nextDouble() < THINKS_OVER_A_KILL
                && traffic.awaitKills(ThreadLocalRandom.current().nextInt(1, 4), LONGEST_THOUGHT)) {
            thoughtOverKills++;
        }
    }
}
