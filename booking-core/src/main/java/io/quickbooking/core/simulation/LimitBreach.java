package io.quickbooking.core.simulation;

/**
 * A limit of WhatsApp that a message breaks, so that it would be rejected whole.
 *
 * @param allowed how much may be
 * @param actual how much there is
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
        /** Ids or titles of buttons or rows that are the same. */
        ALIKE,
        /** A kind of message that WhatsApp does not know, or nothing to show. */
        SHAPE
    }
}
