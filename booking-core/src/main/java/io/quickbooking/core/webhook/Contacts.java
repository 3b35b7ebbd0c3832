package io.quickbooking.core.webhook;

import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.inbox.ReceivedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Collects the contacts of a change. They belong to messages by phone or user id, never by position. */
final class Contacts {
    private final List<Contact> all = new ArrayList<>();
    private final Map<String, Contact> byUserId = new HashMap<>();
    private final Map<String, Contact> byPhone = new HashMap<>();

    private Contacts() {}

    static Contacts of(JsonNode contacts) {
        Contacts known = new Contacts();
        for (JsonNode contact : Json.elements(contacts)) {
            if (contact.isObject()) {
                known.add(Contact.of(contact));
            }
        }
        return known;
    }

    private void add(Contact contact) {
        all.add(contact);
        if (contact.names.userId != null) {
            byUserId.putIfAbsent(contact.names.userId, contact);
        }
        if (contact.names.phone != null) {
            byPhone.putIfAbsent(contact.names.phone, contact);
        }
    }

    Sender senderOf(JsonNode message) {
        Names names = Names.of(Json.text(message, "from"), Json.text(message, "from_user_id"));
        Contact contact = contactOf(names);
        return contact == null
                ? new Sender(names.identity(), null, NullNode.getInstance())
                : new Sender(names.completedBy(contact.names).identity(), contact.profileName, contact.json);
    }

    private @Nullable Contact contactOf(Names names) {
        if (names.isEmpty()) {
            return all.size() == 1 ? all.get(0) : null;
        }
        Contact contact = byUserId.get(names.userId);
        return contact != null ? contact : byPhone.get(names.phone);
    }

    /**
     * The sender of a message.
     *
     * @param identity null: a sender who cannot be answered
     * @param contact as received, JSON null if the message has none
     */
    record Sender(
            @Nullable CustomerIdentity identity, @Nullable String profileName, JsonNode contact) {}

    private record Contact(Names names, @Nullable String profileName, JsonNode json) {
        static Contact of(JsonNode contact) {
            JsonNode name = contact.path("profile").path("name");
            return new Contact(
                    Names.of(Json.text(contact, "wa_id"), Json.text(contact, "user_id")),
                    ReceivedText.profileName(name.stringValue("")),
                    Json.repeatable(contact));
        }
    }

    /** The received identities of a person: possibly too long to be stored, but usable for matching. */
    private record Names(@Nullable String phone, @Nullable String userId) {
        static Names of(@Nullable String phone, @Nullable String userId) {
            // Some deliveries have a user id in place of the phone.
            if (phone != null && CustomerIdentity.looksLikeUserId(phone)) {
                return new Names(null, userId != null ? userId : phone);
            }
            return new Names(phone, userId);
        }

        boolean isEmpty() {
            return phone == null && userId == null;
        }

        Names completedBy(Names other) {
            return new Names(
                    firstUpTo(CustomerIdentity.MAX_PHONE, phone, other.phone),
                    firstUpTo(CustomerIdentity.MAX_USER_ID, userId, other.userId));
        }

        @Nullable
        CustomerIdentity identity() {
            Names usable = completedBy(this);
            return usable.isEmpty() ? null : new CustomerIdentity(usable.phone, usable.userId);
        }

        private static @Nullable String firstUpTo(int max, @Nullable String one, @Nullable String other) {
            return Stream.of(one, other)
                    .filter(name -> name != null && name.length() <= max)
                    .findFirst()
                    .orElse(null);
        }
    }
}
