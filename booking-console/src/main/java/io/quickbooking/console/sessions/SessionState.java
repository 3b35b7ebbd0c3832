package io.quickbooking.console.sessions;

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

    /** As keys of texts end. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
