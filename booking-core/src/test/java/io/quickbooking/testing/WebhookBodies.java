package io.quickbooking.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhook bodies as WhatsApp would send them. What is not said is Ana Test, who writes to the demo salon, in a message
 * with an id of its own; without {@code sentAt} or {@code at} there is no timestamp, which counts as just now.
 *
 * <pre>{@code
 * byte[] body = WebhookBodies.tap("slot_2024-10-25_15:00_m123").from("15550100124").named("Ben Probe").bytes();
 * byte[] three = WebhookBodies.batch(tap("a"), text("hello"), status("read").of("wamid.1"));
 * }</pre>
 */
public final class WebhookBodies {
    public static final String DEMO_NUMBER = "106540352242922";
    public static final String ANA = "15550100123";

    private static final JsonMapper JSON = JsonMapper.shared();

    private WebhookBodies() {}

    /** A tap on a reply button. */
    public static Message tap(String buttonId) {
        Message message = new Message("interactive");
        message.json
                .putObject("interactive")
                .put("type", "button_reply")
                .putObject("button_reply")
                .put("id", buttonId);
        return message;
    }

    /** A tap on a row of a list. */
    public static Message listTap(String rowId) {
        Message message = new Message("interactive");
        message.json
                .putObject("interactive")
                .put("type", "list_reply")
                .putObject("list_reply")
                .put("id", rowId);
        return message;
    }

    /** A tap on the quick reply of a template. */
    public static Message templateTap(String payload) {
        Message message = new Message("button");
        message.json.putObject("button").put("payload", payload);
        return message;
    }

    public static Message text(String body) {
        Message message = new Message("text");
        message.json.putObject("text").put("body", body);
        return message;
    }

    /** What became of a message that we sent: {@code sent}, {@code delivered}, {@code read}, {@code failed}. */
    public static Status status(String status) {
        return new Status(status);
    }

    /** Several events in one body, those of one number in one value, as WhatsApp batches them. */
    public static byte[] batch(Event... events) {
        return batch(Arrays.asList(events));
    }

    public static byte[] batch(List<? extends Event> events) {
        Map<String, ObjectNode> values = new LinkedHashMap<>();
        events.forEach(event -> event.addTo(values.computeIfAbsent(event.phoneNumberId, WebhookBodies::emptyValue)));
        ObjectNode body = JSON.createObjectNode().put("object", "whatsapp_business_account");
        ArrayNode changes =
                body.putArray("entry").addObject().put("id", "555010000000001").putArray("changes");
        values.values()
                .forEach(value -> changes.addObject().put("field", "messages").set("value", value));
        return JSON.writeValueAsBytes(body);
    }

    private static ObjectNode emptyValue(String phoneNumberId) {
        ObjectNode value = JSON.createObjectNode().put("messaging_product", "whatsapp");
        value.putObject("metadata").put("display_phone_number", "15550783881").put("phone_number_id", phoneNumberId);
        return value;
    }

    /** The value of {@code X-Hub-Signature-256} for a body. */
    public static String signature(byte[] body, String appSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that WhatsApp tells a number about. */
    public abstract static sealed class Event permits Message, Status {
        final ObjectNode json = JSON.createObjectNode();
        String phoneNumberId = DEMO_NUMBER;

        abstract void addTo(ObjectNode value);

        /** A body with nothing else in it. */
        public byte[] bytes() {
            return batch(this);
        }
    }

    /** A message from a customer. */
    public static final class Message extends Event {
        private @Nullable String phone = ANA;
        private @Nullable String userId;
        private @Nullable String name = "Ana Test";

        private Message(String type) {
            json.put("id", "wamid." + UUID.randomUUID()).put("type", type);
        }

        /** The sender's phone; null: WhatsApp does not tell it. */
        public Message from(@Nullable String phone) {
            this.phone = phone;
            return this;
        }

        public Message fromUserId(String userId) {
            this.userId = userId;
            return this;
        }

        public Message named(@Nullable String name) {
            this.name = name;
            return this;
        }

        public Message wamid(String wamid) {
            json.put("id", wamid);
            return this;
        }

        public Message sentAt(Instant sentAt) {
            json.put("timestamp", String.valueOf(sentAt.getEpochSecond()));
            return this;
        }

        public Message inGroup(String groupId) {
            json.put("group_id", groupId);
            return this;
        }

        /** The number that received it. */
        public Message to(String phoneNumberId) {
            this.phoneNumberId = phoneNumberId;
            return this;
        }

        @Override
        void addTo(ObjectNode value) {
            ObjectNode contact = value.withArray("contacts").addObject();
            putIfKnown(contact, "wa_id", phone);
            putIfKnown(contact, "user_id", userId);
            putIfKnown(contact.putObject("profile"), "name", name);
            ObjectNode message = value.withArray("messages").addObject();
            putIfKnown(message, "from", phone);
            putIfKnown(message, "from_user_id", userId);
            message.setAll(json);
        }

        private static void putIfKnown(ObjectNode node, String property, @Nullable String text) {
            if (text != null) {
                node.put(property, text);
            }
        }
    }

    /** What became of a message that we sent. */
    public static final class Status extends Event {
        private Status(String status) {
            json.put("id", "wamid." + UUID.randomUUID()).put("status", status).put("recipient_id", ANA);
        }

        /** The message it is about. */
        public Status of(String wamid) {
            json.put("id", wamid);
            return this;
        }

        public Status at(Instant at) {
            json.put("timestamp", String.valueOf(at.getEpochSecond()));
            return this;
        }

        public Status withCallbackData(String data) {
            json.put("biz_opaque_callback_data", data);
            return this;
        }

        public Status because(int code, String title) {
            json.withArray("errors").addObject().put("code", code).put("title", title);
            return this;
        }

        /** The number that sent the message. */
        public Status from(String phoneNumberId) {
            this.phoneNumberId = phoneNumberId;
            return this;
        }

        @Override
        void addTo(ObjectNode value) {
            value.withArray("statuses").add(json);
        }
    }
}
