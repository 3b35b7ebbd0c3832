package io.quickbooking.console.desk;

import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** The time that a page is made at, by which its countdowns run whatever the browser's clock shows. */
@Component
class ServerClock {
    private final InstantSource clock;

    ServerClock(InstantSource clock) {
        this.clock = clock;
    }

    /** In ISO 8601. */
    public String now() {
        return clock.instant().toString();
    }
}
