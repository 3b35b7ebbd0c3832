package io.quickbooking.core.simulation;

/** Formats a webhook as a shell command. It reads the secret from the environment, so the caller must provide it. */
final class CurlCommand {
    private CurlCommand() {}

    static String of(String body) {
        return """
                BODY=%s
                SIGNATURE=$(printf %%s "$BODY" | openssl dgst -sha256 -hmac "$WHATSAPP_APP_SECRET" -r | cut -d' ' -f1)
                curl -X POST "${QUICK_BOOKING_URL:-http://localhost:8080}/webhooks/whatsapp" \\
                  -H "Content-Type: application/json" \\
                  -H "X-Hub-Signature-256: sha256=$SIGNATURE" \\
                  --data-binary "$BODY"
                """.formatted(quoted(body));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
