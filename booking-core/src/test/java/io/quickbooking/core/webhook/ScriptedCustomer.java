package io.quickbooking.core.webhook;

import static io.quickbooking.testing.WebhookBodies.listTap;
import static io.quickbooking.testing.WebhookBodies.tap;
import static io.quickbooking.testing.WebhookBodies.text;

import io.quickbooking.core.message.InteractiveMessage;
import io.quickbooking.testing.WebhookBodies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer who taps and writes as the answers and a seed make them, one thing after another, and has a master of their
 * own: so that what they come to depends on nothing but themselves.
 */
final class ScriptedCustomer {
    private static final Pattern OF_A_SERVICE = Pattern.compile(".*_[sm]\\d+.*");

    private final String phone;
    private final String phoneNumberId;
    private final int master;
    private final int number;
    private final Random random;
    private final int steps;

    private int step;
    private int messages;
    private @Nullable String lastConfirm;
    private List<String> choices = List.of();
    /** What they wait to be answered; the last one's answer is what they read. */
    private List<String> waiting = List.of();

    /** @param master of the salon, who has one service, and whom nobody else wants */
    ScriptedCustomer(int number, String phoneNumberId, int master, long seed, int steps) {
        this.number = number;
        this.phone = "155501%05d".formatted(number);
        this.phoneNumberId = phoneNumberId;
        this.master = master;
        this.random = new Random(seed * 100_003 + number);
        this.steps = steps;
    }

    String phone() {
        return phone;
    }

    boolean isDone() {
        return step == steps && waiting.isEmpty();
    }

    /** Does the next thing, unless there is something to wait for or nothing left to do; by the ids of the messages. */
    Map<String, WebhookBodies.Message> next(Instant now) {
        if (!waiting.isEmpty() || step == steps) {
            return Map.of();
        }
        step++;
        Map<String, WebhookBodies.Message> sent = new LinkedHashMap<>();
        for (WebhookBodies.Message message : things()) {
            String id = "wamid.in.%05d.%03d".formatted(number, messages++);
            sent.put(id, message.from(phone).to(phoneNumberId).wamid(id).sentAt(now));
        }
        waiting = List.copyOf(sent.keySet());
        return sent;
    }

    private List<WebhookBodies.Message> things() {
        if (step == 1) {
            return List.of(random.nextBoolean() ? text("hello") : pick());
        }
        int chance = random.nextInt(100);
        Optional<String> cancellation =
                choices.stream().filter(id -> id.startsWith("cancel_")).findFirst();
        if (chance < 40 && cancellation.isPresent()) {
            // By chance alone it would come too rarely.
            return List.of(listTap(cancellation.get()));
        }
        if (chance < 55 && !choices.isEmpty()) {
            String choice = choices.get(random.nextInt(choices.size()));
            return List.of(random.nextBoolean() ? tap(choice) : listTap(choice));
        }
        if (chance < 70 || lastConfirm == null) {
            return List.of(pick());
        }
        if (chance < 78) {
            return List.of(tap(lastConfirm));
        }
        if (chance < 80) {
            return List.of(tap("nonsense"));
        }
        if (chance < 83) {
            return List.of(text("stop"));
        }
        if (chance < 86) {
            return List.of(text("book"));
        }
        if (chance < 89) {
            return List.of(tap("of no salon").inGroup("a group"));
        }
        if (chance < 93) {
            // Neither changes what the other says, so it does not matter which comes first.
            return List.of(text("help"), text("my booking"));
        }
        return List.of(text(chance < 96 ? "my booking" : "cancel"));
    }

    private WebhookBodies.Message pick() {
        return tap("slot_2026-06-0%d_%d:00_m%d_s%d"
                .formatted(2 + random.nextInt(2), 10 + random.nextInt(5), master, master));
    }

    /** The messages that are waited for. */
    List<String> waiting() {
        return waiting;
    }

    /** All of them have been handled. */
    void answered(@Nullable InteractiveMessage reply) {
        waiting = List.of();
        if (reply == null) {
            return;
        }
        choices = ids(reply).stream().filter(this::isOwn).toList();
        choices.stream().filter(id -> id.startsWith("confirm_")).findFirst().ifPresent(id -> lastConfirm = id);
    }

    private boolean isOwn(String id) {
        return !OF_A_SERVICE.matcher(id).matches() || id.matches(".*_[sm]" + master + "(_.*)?");
    }

    private static List<String> ids(InteractiveMessage message) {
        List<String> ids = new ArrayList<>();
        message.buttons().forEach(button -> ids.add(button.id()));
        Stream.ofNullable(message.menu()).flatMap(menu -> menu.rows().stream()).forEach(row -> ids.add(row.id()));
        return ids;
    }
}
