package io.quickbooking.core.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A tap on the simulated phone.
 *
 * @param title label of the button
 * @param row whether it is a row of a list
 * @param replyId the message of ours with the button; null if none is named
 */
public record PhoneTap(
        String buttonId,
        String title,
        boolean row,
        @Nullable Long replyId) {}
