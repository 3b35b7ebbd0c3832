package io.quickbooking.core.simulation;

import io.quickbooking.core.simulation.LimitBreach.Limit;
import io.quickbooking.core.simulation.PhoneMessage.Button;
import io.quickbooking.core.simulation.PhoneMessage.Row;
import io.quickbooking.core.simulation.PhoneMessage.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a message object as WhatsApp would, and checks WhatsApp's limits. It reads the JSON, independently of the code that
 * wrote it; what it finds are the messages that the Cloud API would answer with error 100 or 131009.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages">Interactive
 *     list messages</a>
 */
final class PhoneMessageReader {
    static final int BODY = 1024;
    static final int TEXT = 4096;
    static final int HEADER = 60;
    static final int FOOTER = 60;
    static final int BUTTONS = 3;
    static final int BUTTON_TITLE = 20;
    static final int BUTTON_ID = 256;
    static final int SECTIONS = 10;
    static final int SECTION_TITLE = 24;
    static final int ROWS = 10;
    static final int ROW_TITLE = 24;
    static final int ROW_DESCRIPTION = 72;
    static final int ROW_ID = 200;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<LimitBreach> breaches = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private PhoneMessageReader() {}

    static PhoneMessage read(String payload) {
        return new PhoneMessageReader().message(JSON.readTree(payload));
    }

    private PhoneMessage message(JsonNode payload) {
        String type = text(payload, "type");
        if (type.equals("text")) {
            String body = filled(payload.path("text"), "body", Limit.TEXT, TEXT);
            return new PhoneMessage(null, body, null, List.of(), null, List.of(), breaches);
        }
        JsonNode interactive = payload.path("interactive");
        String kind = text(interactive, "type");
        if (!type.equals("interactive") || !(kind.equals("button") || kind.equals("list"))) {
            breach(Limit.SHAPE, 1, 0);
        }
        String body = filled(interactive.path("body"), "text", Limit.BODY, BODY);
        String header = optional(interactive.path("header"), Limit.HEADER, HEADER);
        String footer = optional(interactive.path("footer"), Limit.FOOTER, FOOTER);
        JsonNode action = interactive.path("action");
        if (kind.equals("list")) {
            String opens = filled(action, "button", Limit.LIST_BUTTON, BUTTON_TITLE);
            List<Section> sections = sections(action.path("sections"));
            return new PhoneMessage(header, body, footer, List.of(), opens, sections, breaches);
        }
        return new PhoneMessage(header, body, footer, buttons(action.path("buttons")), null, List.of(), breaches);
    }

    private List<Button> buttons(JsonNode nodes) {
        List<Button> buttons = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode reply = node.path("reply");
            Button button = new Button(
                    filled(reply, "id", Limit.BUTTON_ID, BUTTON_ID),
                    filled(reply, "title", Limit.BUTTON_TITLE, BUTTON_TITLE));
            buttons.add(button);
            differ("id:" + button.id());
            differ("title:" + button.title());
        }
        count(buttons.size(), Limit.BUTTONS, BUTTONS);
        return buttons;
    }

    private List<Section> sections(JsonNode nodes) {
        List<Section> sections = new ArrayList<>();
        int rows = 0;
        for (JsonNode node : nodes) {
            String title = text(node, "title");
            atMost(title.length(), Limit.SECTION_TITLE, SECTION_TITLE);
            Section section = new Section(title, rows(node.path("rows")));
            sections.add(section);
            rows += section.rows().size();
        }
        count(sections.size(), Limit.SECTIONS, SECTIONS);
        count(rows, Limit.ROWS, ROWS);
        return sections;
    }

    private List<Row> rows(JsonNode nodes) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : nodes) {
            String description = text(node, "description");
            atMost(description.length(), Limit.ROW_DESCRIPTION, ROW_DESCRIPTION);
            Row row = new Row(
                    filled(node, "id", Limit.ROW_ID, ROW_ID),
                    filled(node, "title", Limit.ROW_TITLE, ROW_TITLE),
                    description);
            rows.add(row);
            differ("id:" + row.id());
        }
        return rows;
    }

    private @Nullable String optional(JsonNode part, Limit limit, int allowed) {
        String text = text(part, "text");
        atMost(text.length(), limit, allowed);
        return text.isEmpty() ? null : text;
    }

    private String filled(JsonNode node, String field, Limit limit, int allowed) {
        String text = text(node, field);
        if (text.isBlank()) {
            breach(limit, allowed, 0);
        }
        atMost(text.length(), limit, allowed);
        return text;
    }

    private void count(int actual, Limit limit, int allowed) {
        if (actual == 0) {
            breach(limit, allowed, 0);
        }
        atMost(actual, limit, allowed);
    }

    private void atMost(int actual, Limit limit, int allowed) {
        if (actual > allowed) {
            breach(limit, allowed, actual);
        }
    }

    private void differ(String what) {
        if (!seen.add(what)) {
            breach(Limit.ALIKE, 1, 2);
        }
    }

    private void breach(Limit limit, int allowed, int actual) {
        breaches.add(new LimitBreach(limit, allowed, actual));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
