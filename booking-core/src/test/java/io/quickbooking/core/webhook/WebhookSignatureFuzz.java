package io.quickbooking.core.webhook;

import io.quickbooking.core.webhook.WebhookSignature.Verdict;
import io.quickbooking.testing.FuzzInput;
import io.quickbooking.testing.WebhookBodies;
import java.util.List;
import java.util.Locale;

/**
 * Bodies and headers that are the right ones but for a few changes, or none: a body is accepted with exactly one header,
 * which is {@code sha256=} and the digits for exactly these bytes, small or capital.
 */
public final class WebhookSignatureFuzz {
    private static final List<String> SECRETS = List.of("current-app-secret", "previous-app-secret");
    private static final String OTHER = "nobodys-app-secret";
    private static final String SPLICES = "\0\t\n\r ,;=\"0aAfFgG\u0130\u0660\uFF10\uFF21";
    private static final WebhookSignature SIGNATURE = new WebhookSignature(SECRETS, false);
    private static final WebhookSignature CLOSED = new WebhookSignature(List.of(), false);

    private WebhookSignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        int key = input.below(SECRETS.size() + 1);
        int changesOfHeader = input.below(4);
        int changesOfBody = input.below(3);
        StringBuilder header = new StringBuilder();
        byte[] changes = input.take(4 * changesOfHeader);
        byte[] flips = input.take(2 * changesOfBody);
        byte[] signed = input.rest();
        header.append(WebhookBodies.signature(signed, key < SECRETS.size() ? SECRETS.get(key) : OTHER));
        for (int i = 0; i + 4 <= changes.length; i += 4) {
            change(header, changes[i] & 0xFF, changes[i + 1] & 0xFF, (char)
                    ((changes[i + 2] & 0xFF) << 8 | changes[i + 3] & 0xFF));
        }
        byte[] body = signed.clone();
        for (int i = 0; i + 2 <= flips.length && body.length > 0; i += 2) {
            body[(flips[i] & 0xFF) % body.length] ^= flips[i + 1];
        }
        check(body, header.toString());
    }

    private static void change(StringBuilder header, int how, int where, char what) {
        int at = header.isEmpty() ? 0 : where % header.length();
        switch (how % 8) {
            case 0 -> header.insert(at, SPLICES.charAt(what % SPLICES.length()));
            case 1 -> header.insert(at, what);
            case 2 -> header.delete(at, Math.min(header.length(), at + 1));
            case 3 -> header.setLength(at);
            case 4 -> header.append(", ").append(header.substring(0));
            case 5 -> header.replace(0, header.length(), header.toString().toUpperCase(Locale.ROOT));
            case 6 -> header.append(SPLICES.charAt(what % SPLICES.length()));
            default -> {
                if (!header.isEmpty()) {
                    header.setCharAt(at, (char) (header.charAt(at) ^ 1 << what % 8));
                }
            }
        }
    }

    private static void check(byte[] body, String header) {
        boolean right = header.startsWith("sha256=")
                && SECRETS.stream()
                        .map(secret -> WebhookBodies.signature(body, secret))
                        .anyMatch(exact -> sameInSmallLetters(exact, header));
        Verdict verdict = SIGNATURE.verify(body, header);
        FuzzInput.holds("accepted if and only if it is the right one: " + header, verdict.accepted() == right);
        FuzzInput.holds("worth reading a body: " + header, !right || SIGNATURE.mayBeAccepted(header));
        FuzzInput.holds(
                "without a secret nothing is accepted",
                !CLOSED.verify(body, header).accepted());
    }

    /** Of ASCII letters only; {@code equalsIgnoreCase} takes letters for each other that no computer writes as a digit. */
    private static boolean sameInSmallLetters(String exact, String header) {
        if (exact.length() != header.length()) {
            return false;
        }
        for (int i = 0; i < exact.length(); i++) {
            char letter = header.charAt(i);
            if (exact.charAt(i) != (letter >= 'A' && letter <= 'F' ? letter + ('a' - 'A') : letter)) {
                return false;
            }
        }
        return true;
    }
}
