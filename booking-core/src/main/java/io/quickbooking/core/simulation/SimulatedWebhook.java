package io.quickbooking.core.simulation;

import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.customer.CustomerIdentity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body that WhatsApp would deliver for a message of a customer.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive">Interactive
 *     messages webhook reference</a>
 */
final class SimulatedWebhook {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ACCOUNT = "555010000000001";

    private final Salon salon;
    private final CustomerIdentity customer;
    private final String name;

    SimulatedWebhook(Salon salon, CustomerIdentity customer, String name) {
        this.salon = salon;
        this.customer = customer;
        this.name = name;
    }

    /**
     * Returns the body for a tap.
     *
     * @param row whether the button is a row of a list
     * @param answersTo the message with the button, if it has an id
     */
    String tap(String messageId, String buttonId, String title, boolean row, @Nullable String answersTo, Instant at) {
        ObjectNode message = message(messageId, "interactive", at);
        if (answersTo != null) {
            message.putObject("context").put("id", answersTo);
        }
        String type = row ? "list_reply" : "button_reply";
        message.putObject("interactive")
                .put("type", type)
                .putObject(type)
                .put("id", buttonId)
                .put("title", title);
        return body(message);
    }

    String text(String messageId, String text, Instant at) {
        ObjectNode message = message(messageId, "text", at);
        message.putObject("text").put("body", text);
        return body(message);
    }

    private ObjectNode message(String messageId, String type, Instant at) {
        ObjectNode message = JSON.createObjectNode();
        if (customer.phone() != null) {
            message.put("from", customer.phone());
        }
        if (customer.userId() != null) {
            message.put("from_user_id", customer.userId());
        }
        return message.put("id", messageId)
                .put("timestamp", Long.toString(at.getEpochSecond()))
                .put("type", type);
    }

    private String body(ObjectNode message) {
        ObjectNode body = JSON.createObjectNode().put("object", "whatsapp_business_account");
        ObjectNode change = body.putArray("entry")
                .addObject()
                .put("id", ACCOUNT)
                .putArray("changes")
                .addObject();
        ObjectNode value = change.put("field", "messages").putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata").put("phone_number_id", salon.phoneNumberId());
        ObjectNode contact = value.putArray("contacts").addObject();
        contact.putObject("profile").put("name", name);
        if (customer.phone() != null) {
            contact.put("wa_id", customer.phone());
        }
        if (customer.userId() != null) {
            contact.put("user_id", customer.userId());
        }
        value.putArray("messages").add(message);
        return JSON.writeValueAsString(body);
    }
}
