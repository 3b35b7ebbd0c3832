package io.quickbooking.core.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of ours as the phone shows it.
 *
 * @param body empty if there is none
 * @param listButton label of the button that opens the list; null if there is no list
 * @param breaches why WhatsApp would reject it; the phone never shows it then
 */
public record PhoneMessage(
        @Nullable String header,
        String body,
        @Nullable String footer,
        List<Button> buttons,
        @Nullable String listButton,
        List<Section> sections,
        List<LimitBreach> breaches) {
    public PhoneMessage {
        buttons = List.copyOf(buttons);
        sections = List.copyOf(sections);
        breaches = List.copyOf(breaches);
    }

    public record Button(String id, String title) {}

    /** Rows of a list under a title, which may be empty. */
    public record Section(String title, List<Row> rows) {
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row of a list.
     *
     * @param description may be empty
     */
    public record Row(String id, String title, String description) {}
}
