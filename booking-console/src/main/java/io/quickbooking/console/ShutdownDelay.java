package io.quickbooking.console;

import io.quickbooking.core.database.DatabaseGone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Who spreads the requests over several nodes sees only from time to time which of them are ready. So this node says that it is
 * not, and goes on for a while before it takes no more connections: what comes meanwhile is served.
 */
@Component
class ShutdownDelay {
    private final ConsoleProperties settings;
    private final CountDownLatch inVain = new CountDownLatch(1);

    ShutdownDelay(ConsoleProperties settings) {
        this.settings = settings;
    }

    /** Spring Boot has said it already, and stops the server after this. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    void closing(ContextClosedEvent closed) throws InterruptedException {
        inVain.await(settings.shutdownDelay().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing can be served. */
    @EventListener
    void noDatabase(DatabaseGone gone) {
        inVain.countDown();
    }
}
