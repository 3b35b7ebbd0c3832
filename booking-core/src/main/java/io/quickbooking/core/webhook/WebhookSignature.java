package io.quickbooking.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a webhook body comes from Meta: the header {@code X-Hub-Signature-256} contains {@code sha256=} and the
 * HMAC-SHA256 of the body's bytes with the app secret as key, in 64 hexadecimal digits.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint">Create
 *     a webhook endpoint</a>
 */
public final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int DIGITS = 64;

    private final List<SecretKeySpec> secrets;
    private final boolean allowUnsigned;

    /**
     * @param appSecrets two while the secret is being rotated; none: only unsigned bodies can be accepted
     * @param allowUnsigned accepts unsigned bodies, for tests on a developer's machine
     * @throws IllegalArgumentException if a secret is empty
     */
    public WebhookSignature(List<String> appSecrets, boolean allowUnsigned) {
        this.secrets = appSecrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
                .toList();
        this.allowUnsigned = allowUnsigned;
    }

    /**
     * Verifies the signature of a body.
     *
     * @param body the bytes as received; decoded or re-serialised ones have another signature
     * @param header the value of {@code X-Hub-Signature-256}; null: the request has none
     */
    public Verdict verify(byte[] body, @Nullable String header) {
        Verdict form = form(header);
        if (header == null || form != Verdict.VALID) {
            return form;
        }
        byte[] signature = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
        return isSigned(body, signature) ? Verdict.VALID : Verdict.WRONG;
    }

    /** Returns whether any body could be accepted with this header, so that reading one makes sense. */
    public boolean mayBeAccepted(@Nullable String header) {
        return form(header).accepted();
    }

    /** @return valid: it depends on the body */
    private Verdict form(@Nullable String header) {
        if (allowUnsigned && (header == null || secrets.isEmpty())) {
            return Verdict.UNSIGNED_ALLOWED;
        }
        if (secrets.isEmpty()) {
            return Verdict.NO_SECRET;
        }
        if (header == null) {
            return Verdict.MISSING;
        }
        return isWellFormed(header) ? Verdict.VALID : Verdict.MALFORMED;
    }

    private static boolean isWellFormed(String header) {
        return header.length() == PREFIX.length() + DIGITS
                && header.startsWith(PREFIX)
                && header.chars().skip(PREFIX.length()).allMatch(HexFormat::isHexDigit);
    }

    private boolean isSigned(byte[] body, byte[] signature) {
        boolean signed = false;
        // All secrets are compared, always: the time taken must not reveal which of them matches.
        for (SecretKeySpec secret : secrets) {
            signed |= MessageDigest.isEqual(hmac(body, secret), signature);
        }
        return signed;
    }

    private static byte[] hmac(byte[] body, SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    /** The result of verifying a body. */
    public enum Verdict {
        VALID(true),
        /** Nothing was verified, as configured. */
        UNSIGNED_ALLOWED(true),
        MISSING(false),
        /** The header is not {@code sha256=} and 64 hexadecimal digits. */
        MALFORMED(false),
        /** The signature does not match any secret, or not this body. */
        WRONG(false),
        /** There is no secret to verify with. */
        NO_SECRET(false);

        private final boolean accepted;

        Verdict(boolean accepted) {
            this.accepted = accepted;
        }

        /** Returns whether the body may be read. */
        public boolean accepted() {
            return accepted;
        }
    }
}
