package io.quickbooking.console.live;

import io.quickbooking.console.security.SignedIn;
import io.quickbooking.core.signal.Topic;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stream to one page, or to all windows of a browser. It writes only what the connection takes without waiting, so a page that does not read holds no
 * thread; what is left to say is kept as state, not as a queue, and so does not grow.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class LiveStream implements WriteListener, AsyncListener {
    private final String loginId;
    private final SignedIn signedIn;
    /** Codes by id; without one where the page knows which salon is meant. */
    private final Map<UUID, String> salons;

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Consumer<LiveStream> onEnd;

    // Guarded by this:
    private final Map<UUID, Set<Topic>> changed = new LinkedHashMap<>();
    private boolean changeIsDue;
    private @Nullable String hello;
    private boolean probeIsDue;
    private @Nullable String heartbeat;
    private boolean signedOut;
    private boolean saidGoodbye;
    private boolean open;
    private boolean unflushed;
    private boolean ended;
    private boolean changeIsPlanned;
    /** By {@link System#nanoTime()}. */
    private long nextChangeAt = System.nanoTime();

    /**
     * @param hello what the greeting says
     * @param onEnd is called once, when nothing more can be written
     */
    LiveStream(
            String loginId,
            SignedIn signedIn,
            Map<UUID, String> salons,
            AsyncContext exchange,
            ServletOutputStream out,
            String hello,
            Consumer<LiveStream> onEnd) {
        this.loginId = loginId;
        this.signedIn = signedIn;
        this.salons = Map.copyOf(salons);
        this.exchange = exchange;
        this.out = out;
        this.hello = isShared() ? hello + " " + String.join(",", this.salons.values()) : hello;
        this.onEnd = onEnd;
    }

    String loginId() {
        return loginId;
    }

    SignedIn signedIn() {
        return signedIn;
    }

    Set<UUID> salonIds() {
        return salons.keySet();
    }

    /** Whether it tells of salons by name. */
    boolean isShared() {
        return !salons.containsValue("");
    }

    /**
     * Notes changes, to be told by {@link #tellChanges}.
     *
     * @return in how many nanoseconds that may be; negative: it is planned already
     */
    synchronized long note(UUID salonId, Collection<Topic> topics, long now) {
        changed.computeIfAbsent(salonId, id -> EnumSet.noneOf(Topic.class)).addAll(topics);
        if (changeIsPlanned) {
            return -1;
        }
        changeIsPlanned = true;
        return Math.max(0, nextChangeAt - now);
    }

    void tellChanges(long now, long spacing) {
        synchronized (this) {
            changeIsPlanned = false;
            changeIsDue = true;
            nextChangeAt = now + spacing;
        }
        write();
    }

    /** Shows that the stream is alive, and what time it is here. */
    void beat(String now) {
        synchronized (this) {
            heartbeat = now;
        }
        write();
    }

    /** Writes something that no page notices, so that a connection whose page has gone is found out. */
    void probe() {
        synchronized (this) {
            probeIsDue = true;
        }
        write();
    }

    /** Says that the login has ended, and ends. */
    void signOut() {
        synchronized (this) {
            signedOut = true;
        }
        write();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            open = true;
        }
        write();
    }

    private void write() {
        boolean done;
        try {
            done = writeWhatIsTaken();
        } catch (IOException | IllegalStateException gone) {
            done = true;
        }
        if (done) {
            end();
        }
    }

    /** @return whether nothing more is to come */
    private synchronized boolean writeWhatIsTaken() throws IOException {
        // Before the container opens the stream and after the end there is nothing to write to.
        if (!open || ended) {
            return false;
        }
        while (out.isReady()) {
            if (unflushed) {
                unflushed = false;
                out.flush();
                continue;
            }
            String next = next();
            if (next == null) {
                return signedOut;
            }
            unflushed = true;
            out.write(next.getBytes(StandardCharsets.UTF_8));
        }
        return false;
    }

    private @Nullable String next() {
        if (hello != null) {
            String greeting = hello;
            hello = null;
            return event("hello", greeting);
        }
        if (changeIsDue) {
            changeIsDue = false;
            String topics = changed.entrySet().stream()
                    .map(salon -> isShared()
                            ? salons.get(salon.getKey()) + " " + codes(salon.getValue())
                            : codes(salon.getValue()))
                    .collect(Collectors.joining("\ndata: "));
            changed.clear();
            return event("changed", topics);
        }
        if (heartbeat != null) {
            String now = heartbeat;
            heartbeat = null;
            probeIsDue = false;
            return event("hb", now);
        }
        if (probeIsDue) {
            probeIsDue = false;
            return ":\n\n";
        }
        if (signedOut && !saidGoodbye) {
            saidGoodbye = true;
            return event("signed-out", "");
        }
        return null;
    }

    private static String codes(Set<Topic> topics) {
        return topics.stream().map(Topic::code).collect(Collectors.joining(","));
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** Ends the exchange; the page comes again if it is still there. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        onEnd.accept(this);
        complete();
    }

    private void complete() {
        try {
            exchange.complete();
        } catch (IllegalStateException over) {
            // The container was faster.
        }
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
        // Also when it has ended before: else the container answers with a page of errors, which no stream can hold.
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
