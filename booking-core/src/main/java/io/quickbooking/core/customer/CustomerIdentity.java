package io.quickbooking.core.customer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a person at WhatsApp: a phone, a business-scoped user id, or both. At least one is present. Neither
 * is reformatted: matching and answering use the received form.
 *
 * @param phone the {@code wa_id}, digits without {@code +}; at most 20 characters
 * @param userId for example {@code US.13491208655302741918}; at most 140 characters
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids">Business-scoped
 *     user ids</a>
 */
public record CustomerIdentity(
        @Nullable String phone, @Nullable String userId) {
    public static final int MAX_PHONE = 20;
    public static final int MAX_USER_ID = 140;

    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,137}");

    public CustomerIdentity {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("a customer needs a phone or a user id");
        }
        if (phone != null && (phone.isBlank() || phone.length() > MAX_PHONE)) {
            throw new IllegalArgumentException("a phone has 1 to " + MAX_PHONE + " characters");
        }
        if (userId != null && (userId.isBlank() || userId.length() > MAX_USER_ID)) {
            throw new IllegalArgumentException("a user id has 1 to " + MAX_USER_ID + " characters");
        }
    }

    public static CustomerIdentity ofPhone(String phone) {
        return new CustomerIdentity(phone, null);
    }

    public static CustomerIdentity ofUserId(String userId) {
        return new CustomerIdentity(null, userId);
    }

    /** Returns whether a text has the form of a business-scoped user id: {@code CC.} and letters, digits or dots. */
    public static boolean looksLikeUserId(String text) {
        return USER_ID.matcher(text).matches();
    }

    /** Returns the common key of all messages of one customer: the user id, else the phone. */
    public String sender() {
        return userId != null ? userId : java.util.Objects.requireNonNull(phone);
    }

    /** Returns a short form for logs, which distinguishes customers and does not reveal the number. */
    public String masked() {
        String sender = sender();
        return "…" + sender.substring(Math.max(0, sender.length() - 4));
    }
}
