package io.quickbooking.console.webhook;

import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.webhook.WebhookReceiver;
import io.quickbooking.core.webhook.WebhookSignature;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * WhatsApp's webhook. A well-signed body is answered 200 once it is safe, whatever is in it; anything else would make Meta
 * deliver it again for days.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint">Create
 *     a webhook endpoint</a>
 */
@RestController
@RequestMapping("/webhooks/whatsapp")
@Hidden
class WebhookController {
    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

    /** Meta's own limit; measured in bytes of the body. */
    private static final int MAX_BODY = 3 * 1024 * 1024;

    private static final Duration TIME_TO_READ = Duration.ofSeconds(10);

    /**
     * As many as wait for the database at a time, some for a connection and some for each other. The time that they have for it
     * runs from their turn on, so the five thousandth of a rush is answered late, not refused. Where each request has a
     * virtual thread nothing else would keep them apart.
     */
    private static final int AT_ONCE = 100;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final WebhookSignature signature;
    private final WebhookReceiver receiver;
    private final WebhookSafety safety;
    private final @Nullable String verifyToken;

    WebhookController(
            WebhookSignature signature,
            WebhookReceiver receiver,
            WebhookSafety safety,
            QuickBookingProperties properties) {
        this.signature = signature;
        this.receiver = receiver;
        this.safety = safety;
        this.verifyToken = properties.whatsapp().verifyToken();
    }

    @GetMapping
    ResponseEntity<String> verify(
            @RequestParam(name = "hub.mode", required = false) @Nullable String mode,
            @RequestParam(name = "hub.verify_token", required = false) @Nullable String token,
            @RequestParam(name = "hub.challenge", required = false) @Nullable String challenge) {
        boolean known = verifyToken != null && token != null && equal(verifyToken, token);
        if (!"subscribe".equals(mode) || !known || challenge == null) {
            log.warn(
                    "Refused a verification of the webhook: {}",
                    verifyToken == null ? "WHATSAPP_VERIFY_TOKEN is not set" : "its verify token is another");
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(challenge);
    }

    @PostMapping
    ResponseEntity<Void> receive(
            @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        if (request.getContentLengthLong() > MAX_BODY) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        if (!signature.mayBeAccepted(header)) {
            // Before its body is read: who has no signature shall not keep a thread busy.
            log.warn("Refused a webhook without a signature, or without a secret to check it by");
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        byte[] body = body(request.getInputStream());
        if (body.length > MAX_BODY) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        WebhookSignature.Verdict verdict = signature.verify(body, header);
        if (!verdict.accepted()) {
            log.warn("Refused a webhook of {} bytes: {}", body.length, verdict);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        try {
            turns.acquire();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
        try {
            receiver.receive(body);
        } catch (RuntimeException failure) {
            safety.failed();
            // The receiver has said why.
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        } finally {
            turns.release();
        }
        safety.succeeded();
        return ResponseEntity.ok().build();
    }

    /**
     * Up to one byte more than allowed.
     *
     * @throws ResponseStatusException when it takes longer than anybody with a real network needs
     */
    private static byte[] body(InputStream input) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        long end = System.nanoTime() + TIME_TO_READ.toNanos();
        int length = input.read(buffer);
        while (length >= 0 && body.size() <= MAX_BODY) {
            body.write(buffer, 0, length);
            if (System.nanoTime() > end) {
                throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
            }
            length = input.read(buffer);
        }
        return body.toByteArray();
    }

    private static boolean equal(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
