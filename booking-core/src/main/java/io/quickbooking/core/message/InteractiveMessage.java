package io.quickbooking.core.message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A message to a customer: a text, with up to three reply buttons below it. Lengths are counted in UTF-16 units, the
 * stricter of the ways in which WhatsApp may count; a message that breaks a limit would be rejected whole.
 *
 * @param body 1 to 1024 characters with buttons, to 4096 without
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages">Interactive
 *     reply buttons messages</a>
 */
public record InteractiveMessage(String body, List<Button> buttons) {
    public static final int MAX_BUTTONS = 3;
    public static final int MAX_BODY_WITH_BUTTONS = 1024;
    public static final int MAX_TEXT = 4096;

    public InteractiveMessage {
        buttons = List.copyOf(buttons);
        int limit = buttons.isEmpty() ? MAX_TEXT : MAX_BODY_WITH_BUTTONS;
        if (body.isBlank() || body.length() > limit) {
            throw new IllegalArgumentException("body must have 1 to " + limit + " characters, has " + body.length());
        }
        if (buttons.size() > MAX_BUTTONS) {
            throw new IllegalArgumentException("at most " + MAX_BUTTONS + " buttons, not " + buttons.size());
        }
        Set<String> seen = new HashSet<>();
        for (Button button : buttons) {
            if (!seen.add("title:" + button.title()) || !seen.add("id:" + button.id())) {
                throw new IllegalArgumentException("titles and ids of buttons must differ: " + buttons);
            }
        }
    }

    /** A message without buttons. */
    public static InteractiveMessage text(String body) {
        return new InteractiveMessage(body, List.of());
    }

    /**
     * A reply button.
     *
     * @param id comes back when the button is tapped; 1 to 256 characters
     * @param title 1 to 20 characters
     */
    public record Button(String id, String title) {
        public static final int MAX_TITLE = 20;
        public static final int MAX_ID = 256;

        public Button {
            if (title.isBlank() || title.length() > MAX_TITLE) {
                throw new IllegalArgumentException("button title must have 1 to 20 characters: " + title);
            }
            if (id.isBlank() || id.length() > MAX_ID) {
                throw new IllegalArgumentException("button id must have 1 to 256 characters: " + id);
            }
        }
    }
}
