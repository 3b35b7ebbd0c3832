package io.quickbooking.core.webhook;

import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.outbound.StatusUpdate;
import io.quickbooking.core.webhook.WebhookPayload.IdentityChange;
import io.quickbooking.core.webhook.WebhookPayload.Parsed;
import io.quickbooking.core.webhook.WebhookPayload.Unhandled;
import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a body. */
final class PayloadBuilder {
    private final List<InboundMessage> messages = new ArrayList<>();
    private final List<StatusUpdate> statuses = new ArrayList<>();
    private final List<IdentityChange> identityChanges = new ArrayList<>();
    private final List<Unhandled> unhandled = new ArrayList<>();

    void add(InboundMessage message) {
        messages.add(message);
    }

    void add(StatusUpdate status) {
        statuses.add(status);
    }

    void add(IdentityChange change) {
        identityChanges.add(change);
    }

    void add(Unhandled event) {
        unhandled.add(event);
    }

    Parsed parsed() {
        return new Parsed(messages, statuses, identityChanges, unhandled);
    }
}
