package io.quickbooking.console.flow;

import io.quickbooking.console.flow.BenchSalons.Wish;
import io.quickbooking.console.flow.Phones.Phone;
import io.quickbooking.testing.WebhookBodies;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One customer's way from a tap on a time to the confirmation on their phone, by signed webhooks. */
final class Flow {
    static final String APP_SECRET = "fictional-secret";

    private final Phones phones;

    Flow(Phones phones) {
        this.phones = phones;
    }

    /** What is timed; each from the request to the end of what it names. */
    enum Step {
        SLOT_TAP_ANSWERED,
        CARD_DELIVERED,
        CONFIRM_TAP_ANSWERED,
        CONFIRMATION_DELIVERED
    }

    /**
     * @param nanos by step, as far as it went
     * @param failure null: booked
     */
    record Result(Map<Step, Long> nanos, @Nullable String failure) {
        boolean isBooked() {
            return failure == null;
        }
    }

    Result run(HttpClient client, Wish wish) throws IOException, InterruptedException {
        Map<Step, Long> nanos = new EnumMap<>(Step.class);
        Tap choice = prepare(wish, wish.button());
        int status = choice.send(client);
        nanos.put(Step.SLOT_TAP_ANSWERED, choice.answered - choice.begun);
        String confirm = confirmButton(choice.message());
        if (status != 200 || confirm.isEmpty()) {
            return new Result(nanos, "no card: " + status + " " + choice.message());
        }
        nanos.put(Step.CARD_DELIVERED, choice.phone.at() - choice.begun);
        Tap confirmation = prepare(wish, confirm);
        status = confirmation.send(client);
        nanos.put(Step.CONFIRM_TAP_ANSWERED, confirmation.answered - confirmation.begun);
        if (status != 200 || !confirmation.message().contains("BK")) {
            return new Result(nanos, "not booked: " + status + " " + confirmation.message());
        }
        nanos.put(Step.CONFIRMATION_DELIVERED, confirmation.phone.at() - confirmation.begun);
        return new Result(nanos, null);
    }

    /** The id of the Confirm button on the card that comes. */
    String card(HttpClient client, Wish wish) throws IOException, InterruptedException {
        Tap choice = prepare(wish, wish.button());
        choice.send(client);
        return confirmButton(choice.message());
    }

    private static String confirmButton(String card) {
        String token = Phones.between(card, "\"confirm_booking_", "\"");
        return token.isEmpty() ? "" : "confirm_booking_" + token;
    }

    Tap prepare(Wish wish, String button) {
        byte[] body = WebhookBodies.tap(button)
                .from(wish.phone())
                .to(wish.phoneNumberId())
                .sentAt(Instant.now())
                .bytes();
        return new Tap(body, WebhookBodies.signature(body, APP_SECRET), phones.expect(wish.phone()));
    }

    /** A signed webhook and what comes of it. */
    static final class Tap {
        private final byte[] body;
        private final String signature;
        private final Phone phone;
        private long begun;
        private long answered;

        private Tap(byte[] body, String signature, Phone phone) {
            this.body = body;
            this.signature = signature;
            this.phone = phone;
        }

        /** @return the status of the answer */
        int send(HttpClient client) throws IOException {
            begun = System.nanoTime();
            int status = client.send(
                    "POST /webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "X-Hub-Signature-256: " + signature + "\r\n",
                    body);
            answered = System.nanoTime();
            return status;
        }

        /** What arrives on the phone; empty: nothing in two minutes. */
        String message() throws InterruptedException {
            return phone.message();
        }
    }
}
