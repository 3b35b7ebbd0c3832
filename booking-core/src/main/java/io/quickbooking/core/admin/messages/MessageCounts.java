package io.quickbooking.core.admin.messages;

/** The number of a salon's messages in each state; each counted up to 10,001, which means more than 10,000. */
public record MessageCounts(
        int total, int waiting, int inDoubt, int sent, int delivered, int read, int failed, int notHandled) {
    public static final int MOST = 10_000;

    public int of(MessageState state) {
        return switch (state) {
            case WAITING -> waiting;
            case IN_DOUBT -> inDoubt;
            case SENT -> sent;
            case DELIVERED -> delivered;
            case READ -> read;
            case FAILED -> failed;
        };
    }
}
