package io.quickbooking.console.sessions;

import io.quickbooking.core.session.Step;
import java.util.Locale;

/** How the state of a session is shown. */
enum SessionState {
    ACTIVE("info"),
    BOOKED("ok"),
    LOST("bad"),
    EXPIRED("muted"),
    ERASED("muted");

    private final String badge;

    SessionState(String badge) {
        this.badge = badge;
    }

    public String badge() {
        return badge;
    }

    /** The end of the key of how far the customer has come, or how far they came in a session that is over. */
    String step(Step step) {
        return (this == ACTIVE ? "step." : "reached.") + step.name().toLowerCase(Locale.ROOT);
    }

    /** As keys of texts end. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
