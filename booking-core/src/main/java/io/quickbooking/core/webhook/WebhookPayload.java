package io.quickbooking.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.ReceivedText;
import io.quickbooking.core.outbound.StatusUpdate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads webhook bodies: every message and every status of every change of every entry. All other content is returned
 * too, to be stored for inspection. WhatsApp redelivers for days any body that is not answered with 200, so no body is
 * an error.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks
 *     overview</a>
 */
public final class WebhookPayload {
    private static final String OBJECT = "whatsapp_business_account";
    private static final String CONTACTS = "contacts";
    private static final String MESSAGES = "messages";
    private static final String STATUSES = "statuses";
    private static final String USER_ID_UPDATE = "user_id_update";
    private static final Set<String> ALWAYS_THERE = Set.of("messaging_product", "metadata");
    private static final Set<String> LISTS = Set.of(CONTACTS, MESSAGES, STATUSES);

    private final Instant receivedAt;
    private final PayloadBuilder builder = new PayloadBuilder();

    private WebhookPayload(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    /**
     * Reads a body; never throws, whatever its bytes are.
     *
     * @param receivedAt replaces the time of messages that have none, an impossible one or a future one
     */
    public static Parsed parse(byte[] body, Instant receivedAt) {
        WebhookPayload payload = new WebhookPayload(receivedAt);
        payload.readBody(body);
        return payload.builder.parsed();
    }

    private void readBody(byte[] body) {
        JsonNode root;
        try {
            root = Json.read(body);
        } catch (StreamConstraintsException e) {
            builder.add(Unhandled.of("JSON nested too deeply, or a number or name too long", body));
            return;
        } catch (JacksonException e) {
            builder.add(Unhandled.of("not JSON", body));
            return;
        }
        String object = Json.text(root, "object");
        if (!OBJECT.equals(object)) {
            builder.add(Unhandled.of(object == null ? "no object" : "object " + object, body));
        } else if (!root.path("entry").isArray()) {
            builder.add(Unhandled.of("no entry", body));
        } else {
            root.path("entry").forEach(this::readEntry);
        }
    }

    private void readEntry(JsonNode entry) {
        JsonNode changes = entry.path("changes");
        if (changes.isArray()) {
            changes.forEach(change -> readChange(entry, change));
        } else {
            builder.add(Unhandled.of("no changes", entry, null));
        }
    }

    private void readChange(JsonNode entry, JsonNode change) {
        JsonNode value = change.path("value");
        String phoneNumberId = Json.text(value.path("metadata"), "phone_number_id");
        String field = Json.text(change, "field");
        if (field == null
                && (value.path(MESSAGES).isArray() || value.path(STATUSES).isArray())) {
            field = MESSAGES;
        }
        if (USER_ID_UPDATE.equals(field) && phoneNumberId != null) {
            Envelope envelope = Envelope.of(phoneNumberId, value, receivedAt);
            for (JsonNode update : Json.elements(value.path(USER_ID_UPDATE))) {
                IdentityChanges.ofUserIdUpdate(envelope, update).ifPresent(builder::add);
            }
        }
        if (!MESSAGES.equals(field)) {
            String reason = field == null ? "no field" : "field " + field;
            builder.add(Unhandled.of(reason, event(entry, change), phoneNumberId));
        } else if (phoneNumberId == null) {
            builder.add(Unhandled.of("field messages: no phone_number_id", event(entry, change), null));
        } else {
            readMessages(Envelope.of(phoneNumberId, value, receivedAt), value);
            keepWhatIsNew(entry, value, phoneNumberId);
        }
    }

    private void readMessages(Envelope envelope, JsonNode value) {
        MessageReader messages = new MessageReader(envelope, Contacts.of(value.path(CONTACTS)));
        Json.elements(value.path(MESSAGES)).forEach(message -> messages.read(message, builder));
        StatusReader statuses = new StatusReader(envelope);
        Json.elements(value.path(STATUSES)).forEach(status -> statuses.read(status, builder));
    }

    /** Stores errors of the number or the account, and content that WhatsApp may add in future. */
    private void keepWhatIsNew(JsonNode entry, JsonNode value, String phoneNumberId) {
        ObjectNode rest = Json.object();
        value.forEachEntry((name, part) -> {
            boolean read = ALWAYS_THERE.contains(name) || (LISTS.contains(name) && part.isArray());
            if (!read && !isEmpty(part)) {
                rest.set(name, part);
            }
        });
        if (!rest.isEmpty()) {
            String reason = "field messages: " + String.join(", ", rest.propertyNames());
            rest.set("metadata", value.path("metadata"));
            ObjectNode change = Json.object().put("field", MESSAGES);
            change.set("value", rest);
            builder.add(Unhandled.of(reason, event(entry, change), phoneNumberId));
        }
    }

    private static boolean isEmpty(JsonNode part) {
        return part.isNull() || (part.isContainer() && part.isEmpty());
    }

    /** Returns a change with the account and the time of its entry, which distinguish it from the next one like it. */
    private static JsonNode event(JsonNode entry, JsonNode change) {
        ObjectNode event = Json.object();
        event.set("id", Json.repeatable(entry.path("id")));
        event.set("time", Json.repeatable(entry.path("time")));
        event.set("change", change);
        return event;
    }

    /** The content of a body, in its order. */
    public record Parsed(
            List<InboundMessage> messages,
            List<StatusUpdate> statuses,
            List<IdentityChange> identityChanges,
            List<Unhandled> unhandled) {
        public Parsed {
            messages = List.copyOf(messages);
            statuses = List.copyOf(statuses);
            identityChanges = List.copyOf(identityChanges);
            unhandled = List.copyOf(unhandled);
        }
    }

    /**
     * The change of a person's identity.
     *
     * @param after an absent part has not changed
     * @param at the time of the change
     */
    public record IdentityChange(String phoneNumberId, CustomerIdentity before, CustomerIdentity after, Instant at) {}

    /**
     * A body or a part of one that has no meaning here, stored for inspection.
     *
     * @param reason for readers; begins with its subject, such as {@code field account_update}; at most 100 characters
     * @param payload JSON with its properties sorted, or the body as text if it is not readable; at most 3 Mi
     *     characters
     * @param phoneNumberId the number it is about; null: none is named
     */
    public record Unhandled(
            String reason, String payload, @Nullable String phoneNumberId) {
        public static final int MAX_REASON = 100;
        public static final int MAX_PAYLOAD = 3 * 1024 * 1024;

        public Unhandled {
            reason = ReceivedText.cut(ReceivedText.printable(reason), MAX_REASON);
            payload = ReceivedText.cut(ReceivedText.storable(payload), MAX_PAYLOAD);
        }

        static Unhandled of(String reason, JsonNode part, @Nullable String phoneNumberId) {
            return new Unhandled(reason, Json.canonical(part), phoneNumberId);
        }

        static Unhandled of(String reason, byte[] body) {
            return new Unhandled(reason, new String(body, UTF_8), null);
        }

        /** Returns the SHA-256 of reason and payload: the same for the same event delivered again. */
        public byte[] digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(reason.getBytes(UTF_8));
                sha256.update((byte) 0);
                return sha256.digest(payload.getBytes(UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is part of every Java platform", e);
            }
        }
    }
}
