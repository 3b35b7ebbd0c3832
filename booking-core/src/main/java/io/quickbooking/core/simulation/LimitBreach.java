package io.quickbooking.core.simulation;

/**
 * A limit of WhatsApp that a message breaks, so that WhatsApp would reject the whole message.
 *
 * @param allowed the maximum
 * @param actual the actual number
 */
public record LimitBreach(Limit limit, int allowed, int actual) {

    public enum Limit {
        BODY,
        TEXT,
        HEADER,
        FOOTER,
        BUTTONS,
        BUTTON_TITLE,
        BUTTON_ID,
        LIST_BUTTON,
        SECTIONS,
        SECTION_TITLE,
        ROWS,
        ROW_TITLE,
        ROW_DESCRIPTION,
        ROW_ID,
        /** Buttons or rows with the same id or title. */
        ALIKE,
        /** A kind of message that WhatsApp does not know, or an empty message. */
        SHAPE
    }
}
