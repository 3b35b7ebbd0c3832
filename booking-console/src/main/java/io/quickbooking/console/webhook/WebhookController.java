package io.quickbooking.console.webhook;

import io.quickbooking.core.QuickBookingProperties;
import io.quickbooking.core.webhook.WebhookReceiver;
import io.quickbooking.core.webhook.WebhookSignature;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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

    private final WebhookSignature signature;
    private final WebhookReceiver receiver;
    private final @Nullable String verifyToken;

    WebhookController(WebhookSignature signature, WebhookReceiver receiver, QuickBookingProperties properties) {
        this.signature = signature;
        this.receiver = receiver;
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
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        WebhookSignature.Verdict verdict = signature.verify(body, header);
        if (!verdict.accepted()) {
            log.warn("Refused a webhook of {} bytes: {}", body.length, verdict);
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        try {
            receiver.receive(body);
        } catch (RuntimeException failure) {
            log.error("A webhook could not be made safe; WhatsApp has to deliver it again", failure);
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
        return ResponseEntity.ok().build();
    }

    private static boolean equal(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
