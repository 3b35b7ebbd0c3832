package io.quickbooking.core.message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message to a customer: a text, with up to three reply buttons below it or with a button that opens a list. Lengths
 * are counted in UTF-16 units, the strictest way in which WhatsApp may count; WhatsApp rejects a message that exceeds a
 * limit.
 *
 * @param body 1 to 1024 characters with buttons or a list, up to 4096 without
 * @param menu null: no list
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages">Interactive
 *     reply buttons messages</a>
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages">Interactive
 *     list messages</a>
 */
public record InteractiveMessage(
        String body, List<Button> buttons, @Nullable Menu menu) {
    public static final int MAX_BUTTONS = 3;
    public static final int MAX_BODY_WITH_BUTTONS = 1024;
    public static final int MAX_TEXT = 4096;

    public InteractiveMessage {
        buttons = List.copyOf(buttons);
        if (menu != null && !buttons.isEmpty()) {
            throw new IllegalArgumentException("a message has buttons or a list, not both");
        }
        int limit = buttons.isEmpty() && menu == null ? MAX_TEXT : MAX_BODY_WITH_BUTTONS;
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

    public InteractiveMessage(String body, List<Button> buttons) {
        this(body, buttons, null);
    }

    /** Returns a message without buttons. */
    public static InteractiveMessage text(String body) {
        return new InteractiveMessage(body, List.of());
    }

    /** Returns a message with a list to open. */
    public static InteractiveMessage list(String body, Menu menu) {
        return new InteractiveMessage(body, List.of(), menu);
    }

    /**
     * A reply button.
     *
     * @param id the id that a tap sends; 1 to 256 characters
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

    /**
     * A list that a button opens.
     *
     * @param opens the button's title, 1 to 20 characters
     * @param rows 1 to 10, whose ids differ
     */
    public record Menu(String opens, List<Row> rows) {
        public static final int MAX_ROWS = 10;

        public Menu {
            rows = List.copyOf(rows);
            if (opens.isBlank() || opens.length() > Button.MAX_TITLE) {
                throw new IllegalArgumentException("button text of a list must have 1 to 20 characters: " + opens);
            }
            if (rows.isEmpty() || rows.size() > MAX_ROWS) {
                throw new IllegalArgumentException("a list has 1 to " + MAX_ROWS + " rows, not " + rows.size());
            }
            if (rows.stream().map(Row::id).distinct().count() < rows.size()) {
                throw new IllegalArgumentException("ids of rows must differ: " + rows);
            }
        }
    }

    /**
     * A row of a list.
     *
     * @param id the id that choosing the row sends; 1 to 200 characters
     * @param title 1 to 24 characters
     * @param description up to 72 characters; empty: none
     */
    public record Row(String id, String title, String description) {
        public static final int MAX_ID = 200;
        public static final int MAX_TITLE = 24;
        public static final int MAX_DESCRIPTION = 72;

        public Row {
            if (title.isBlank() || title.length() > MAX_TITLE) {
                throw new IllegalArgumentException("title of a row must have 1 to 24 characters: " + title);
            }
            if (description.length() > MAX_DESCRIPTION) {
                throw new IllegalArgumentException("description of a row has at most 72 characters: " + description);
            }
            if (id.isBlank() || id.length() > MAX_ID) {
                throw new IllegalArgumentException("id of a row must have 1 to 200 characters: " + id);
            }
        }
    }
}
