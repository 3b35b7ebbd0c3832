package io.quickbooking.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quickbooking.core.webhook.WebhookPayload.Parsed;
import io.quickbooking.testing.Payloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Damages the fixtures in thousands of ways: whatever comes, it is read, and what is read fits the database.
 *
 * <p>Seen to fail with {@code JacksonException} not caught (damaged bytes), and control characters left in texts
 * (damaged structure).
 */
class WebhookPayloadFuzzTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CASES = 25_000;

    /** What may stand where something else is expected. */
    private static final List<JsonNode> INTRUDERS = List.of(
            JSON.nullNode(),
            JSON.getNodeFactory().booleanNode(true),
            JSON.getNodeFactory().numberNode(-1),
            JSON.getNodeFactory().numberNode(Long.MAX_VALUE),
            JSON.getNodeFactory().numberNode(1e300),
            JSON.createArrayNode(),
            JSON.createObjectNode(),
            JSON.createArrayNode().add("element").addNull().add(3),
            JSON.createObjectNode().put("id", "wamid.X").put("type", "button").put("text", "a"),
            text(""),
            text(" "),
            text("\0"),
            text("\uD83D"),
            text("\uDC87 \u202E\u0085"),
            text("tap"),
            text("group"),
            text("interactive"),
            text("button"),
            text("failed"),
            text("messages"),
            text("US.70010020030040050061"),
            text("1".repeat(21)),
            text("x".repeat(99) + "💇"),
            text("x".repeat(255) + "💇"),
            text("x".repeat(600)));

    private final List<byte[]> bodies = Payloads.all().stream()
            .map(payload -> JSON.writeValueAsBytes(JSON.readTree(payload.bytes())))
            .toList();

    @Test
    void damaged_bytes_are_read() {
        int understood = readAll(20241020, WebhookPayloadFuzzTest::damage);

        assertThat(understood).as("bodies that survived their damage").isGreaterThan(CASES / 10);
    }

    @Test
    void damaged_structure_is_read() {
        int understood = readAll(20241021, (random, body) -> {
            JsonNode tree = JSON.readTree(body);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                damage(random, tree);
            }
            return JSON.writeValueAsString(tree).getBytes(UTF_8);
        });

        assertThat(understood).as("bodies that survived their damage").isGreaterThan(CASES / 4);
    }

    /** Returns how many of the bodies still held a message or a status. */
    private int readAll(long seed, BiFunction<Random, byte[], byte[]> damage) {
        Random random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] body = damage.apply(random, bodies.get(random.nextInt(bodies.size())));
            try {
                Parsed parsed = WebhookPayloadFuzz.read(body);
                if (!parsed.messages().isEmpty() || !parsed.statuses().isEmpty()) {
                    understood++;
                }
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("case " + i + " of seed " + seed + ": " + new String(body, UTF_8), e);
            }
        }
        return understood;
    }

    private static byte[] damage(Random random, byte[] body) {
        byte[] damaged = body.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                int from = random.nextInt(damaged.length);
                int to = random.nextInt(damaged.length);
                int length = random.nextInt(Math.min(40, damaged.length - Math.max(from, to)));
                System.arraycopy(body, from, damaged, to, length);
            }
            default -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 20));
        }
        return damaged;
    }

    private static void damage(Random random, JsonNode tree) {
        List<JsonNode> places = new ArrayList<>();
        collectFilled(tree, places);
        if (places.isEmpty()) {
            return;
        }
        JsonNode place = places.get(random.nextInt(places.size()));
        int how = random.nextInt(3);
        JsonNode intruder = INTRUDERS.get(random.nextInt(INTRUDERS.size())).deepCopy();
        if (place instanceof ArrayNode array) {
            int index = random.nextInt(array.size());
            switch (how) {
                case 0 -> array.remove(index);
                case 1 -> array.add(array.get(index).deepCopy());
                default -> array.set(index, intruder);
            }
        } else if (place instanceof ObjectNode object) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            switch (how) {
                case 0 -> object.remove(name);
                case 1 ->
                    object.set(
                            names.get(random.nextInt(names.size())),
                            object.get(name).deepCopy());
                default -> object.set(name, intruder);
            }
        }
    }

    private static void collectFilled(JsonNode node, List<JsonNode> places) {
        if (!node.isEmpty()) {
            places.add(node);
            node.forEach(child -> collectFilled(child, places));
        }
    }

    private static JsonNode text(String text) {
        return JSON.getNodeFactory().stringNode(text);
    }
}
