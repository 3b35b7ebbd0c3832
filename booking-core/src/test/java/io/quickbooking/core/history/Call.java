package io.quickbooking.core.history;

/**
 * Something that was asked and what was answered, or that there was no answer.
 *
 * @param asked when, on a clock that ticks with every question and every answer
 * @param answered likewise; {@link #NEVER}: it may have taken effect at any time since, or not at all
 */
record Call<O>(O operation, long asked, long answered) {
    static final long NEVER = Long.MAX_VALUE;

    Call {
        if (asked >= answered) {
            throw new IllegalArgumentException(operation + " was answered before it was asked");
        }
    }

    boolean isAnswered() {
        return answered != NEVER;
    }
}
