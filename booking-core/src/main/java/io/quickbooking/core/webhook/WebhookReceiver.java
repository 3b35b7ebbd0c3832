package io.quickbooking.core.webhook;

import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Realm;
import io.quickbooking.core.catalog.Receiver;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.InboxWorker;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.customer.CustomerIdentity;
import io.quickbooking.core.customer.Customers;
import io.quickbooking.core.customer.LogContext;
import io.quickbooking.core.customer.MaskedText;
import io.quickbooking.core.database.Mappers;
import io.quickbooking.core.database.TimeLimit;
import io.quickbooking.core.database.Transactions;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.inbox.InboundMessage;
import io.quickbooking.core.inbox.Inbox;
import io.quickbooking.core.measure.Traces;
import io.quickbooking.core.outbound.Outbox;
import io.quickbooking.core.outbound.StatusUpdate;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import io.quickbooking.core.webhook.UnhandledEventsMapper.UnhandledRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores and handles the body of a webhook whose signature has been verified. When {@link #receive} returns, all its
 * content is persisted, and WhatsApp can be answered 200; when it throws, WhatsApp has to redeliver.
 *
 * <p>A body with one tap, the usual one, is handled at once and in one transaction. The messages of larger bodies are
 * stored together and processed afterwards.
 *
 * <p>Call this outside of transactions. Inside the caller's transaction, nothing is persisted before its commit, and a
 * message whose handling fails cannot be stored for another attempt: the failure is thrown, and the transaction cannot
 * be committed.
 */
public final class WebhookReceiver {
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);

    /** The limit for one webhook: WhatsApp counts it as not delivered after 10 seconds. */
    private static final Duration WITHIN = Duration.ofSeconds(8);

    /** The number of rows in one INSERT of unhandled events. */
    private static final int BATCH = 1_000;

    private final Catalog catalog;
    private final Transactions transactions;
    private final Customers customers;
    private final Inbox inbox;
    private final ButtonHandlerService handler;
    private final InboxWorker worker;
    private final Outbox outbox;
    private final UnhandledEventsMapper unhandledEvents;
    private final Signals signals;
    private final Traces traces;
    private final InstantSource clock;

    public WebhookReceiver(
            Mappers mappers,
            Catalog catalog,
            Transactions transactions,
            Customers customers,
            Inbox inbox,
            ButtonHandlerService handler,
            InboxWorker worker,
            Outbox outbox,
            Signals signals,
            Traces traces,
            InstantSource clock) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.customers = customers;
        this.inbox = inbox;
        this.handler = handler;
        this.worker = worker;
        this.outbox = outbox;
        this.unhandledEvents = mappers.get(UnhandledEventsMapper.class);
        this.signals = signals;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Stores a body, whatever it contains, or fails early enough to answer WhatsApp, and logs the failure.
     *
     * @throws RuntimeException when the database could not be written; nothing of the body counts as received
     */
    public void receive(byte[] body) {
        try (LogContext lines = LogContext.open();
                Traces.Step step = traces.begin("webhook")) {
            try {
                TimeLimit.within(WITHIN, () -> takeIn(body, lines));
            } catch (RuntimeException failure) {
                step.failed(failure);
                logFailure(failure);
                throw failure;
            }
        }
    }

    private static void logFailure(RuntimeException failure) {
        String message = "Webhook not persisted and not acknowledged, WhatsApp redelivers it: {}";
        if (TransientFailure.is(failure)) {
            log.error(message, TransientFailure.reason(failure));
            log.debug("Details", failure);
        } else {
            log.error(message, failure.toString(), failure);
        }
    }

    private void takeIn(byte[] body, LogContext lines) {
        Instant now = clock.instant();
        WebhookPayload.Parsed parsed = WebhookPayload.parse(body, now);
        List<SalonMessages> messages = bySalon(parsed.messages());
        Optional<Tap> single = singleTap(messages, now);
        single.ifPresent(tap -> lines.message(tap.message().messageId()));
        List<Runnable> renamings = renamings(parsed.identityChanges());
        boolean storeMessages = single.isEmpty() && !messages.isEmpty();
        if (storeMessages || !parsed.statuses().isEmpty() || !parsed.unhandled().isEmpty()) {
            int told = transactions.run(() -> {
                if (storeMessages) {
                    messages.forEach(those -> store(those, now));
                }
                renamings.forEach(Runnable::run);
                int changed = parsed.statuses().isEmpty() ? 0 : outbox.apply(parsed.statuses());
                keep(parsed.unhandled(), now);
                return changed;
            });
            if (told > 0) {
                tellStatuses(parsed.statuses());
            }
        }
        if (storeMessages) {
            transactions.afterCommit(worker::wake);
        }
        single.ifPresent(tap -> handle(tap, now));
    }

    private record SalonMessages(Receiver salon, List<InboundMessage> messages) {}

    /** Groups messages by salon; messages to a number without a salon are ignored. */
    private List<SalonMessages> bySalon(List<InboundMessage> messages) {
        List<SalonMessages> bySalon = new ArrayList<>();
        messages.stream()
                .collect(Collectors.groupingBy(InboundMessage::phoneNumberId, LinkedHashMap::new, Collectors.toList()))
                .forEach((phoneNumberId, those) -> catalog.receiver(phoneNumberId)
                        .ifPresentOrElse(
                                salon -> bySalon.add(new SalonMessages(salon, those)),
                                () -> log.info("Ignored {} messages to an unknown number", those.size())));
        return bySalon;
    }

    private static Optional<Tap> singleTap(List<SalonMessages> messages, Instant now) {
        if (messages.size() != 1 || messages.get(0).messages().size() != 1) {
            return Optional.empty();
        }
        Receiver salon = messages.get(0).salon();
        InboundMessage message = messages.get(0).messages().get(0);
        return salon.inOrder() && message.isAnswerable()
                ? Optional.of(new Tap(salon.salonId(), Realm.LIVE, message, null, now))
                : Optional.empty();
    }

    /** Prepares changes of identity before the transaction: a catalogue that is not cached opens one of its own. */
    private List<Runnable> renamings(List<WebhookPayload.IdentityChange> changes) {
        List<Runnable> renamings = new ArrayList<>();
        for (WebhookPayload.IdentityChange change : changes) {
            catalog.receiver(change.phoneNumberId())
                    .ifPresent(salon -> renamings.add(() -> rename(salon.salonId(), change)));
        }
        return renamings;
    }

    private void rename(UUID salonId, WebhookPayload.IdentityChange change) {
        boolean theirs = customers.rename(salonId, Realm.LIVE, change.before(), change.after(), change.at());
        if (theirs) {
            inbox.rename(salonId, Realm.LIVE, change.before(), change.after(), change.at());
        }
    }

    private void store(SalonMessages those, Instant now) {
        inbox.store(those.salon().salonId(), Realm.LIVE, those.messages(), now, null);
        Map<CustomerIdentity, Instant> heardAt = new HashMap<>();
        for (InboundMessage message : those.messages()) {
            // A tap records the time when it is handled.
            if (message.sender() != null && !message.isAnswerable()) {
                heardAt.merge(message.sender(), message.sentAt(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        customers.heard(those.salon().salonId(), Realm.LIVE, heardAt);
    }

    private void handle(Tap tap, Instant now) {
        boolean queued;
        try {
            queued = handler.accept(tap);
        } catch (RuntimeException failure) {
            if (TransientFailure.is(failure) || transactions.isJoined()) {
                // The database was unavailable for all attempts, so that WhatsApp's redelivery is the next attempt. Or
                // a transaction of the caller can no longer write, and the caller fails in the same way.
                throw failure;
            }
            log.warn(
                    "Message {} not handled, stored in the inbox for another attempt",
                    MaskedText.of(tap.message().messageId()),
                    failure);
            transactions.runVoid(() -> inbox.store(tap.salonId(), tap.realm(), List.of(tap.message()), now, failure));
            queued = true;
        }
        if (queued) {
            transactions.afterCommit(worker::wake);
        }
    }

    private void tellStatuses(List<StatusUpdate> statuses) {
        statuses.stream()
                .map(StatusUpdate::phoneNumberId)
                .distinct()
                .flatMap(number -> catalog.receiver(number).stream())
                // The timeline of a session shows the statuses of its messages.
                .forEach(salon -> signals.publish(salon.salonId(), Topic.MESSAGES, Topic.SESSIONS));
    }

    private void keep(List<WebhookPayload.Unhandled> unhandled, Instant now) {
        List<UnhandledRow> rows = unhandled.stream()
                .map(event -> new UnhandledRow(
                        event.digest(),
                        event.phoneNumberId() == null
                                ? null
                                : catalog.receiver(event.phoneNumberId())
                                        .map(Receiver::salonId)
                                        .orElse(null),
                        event.reason(),
                        event.payload()))
                .toList();
        for (int i = 0; i < rows.size(); i += BATCH) {
            unhandledEvents.insert(rows.subList(i, Math.min(i + BATCH, rows.size())), now);
        }
    }
}
