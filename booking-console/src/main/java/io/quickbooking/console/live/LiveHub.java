package io.quickbooking.console.live;

import io.quickbooking.console.accounts.ConsoleLogins;
import io.quickbooking.console.accounts.ConsoleUser;
import io.quickbooking.console.desk.Operators;
import io.quickbooking.console.security.LoginEnded;
import io.quickbooking.console.security.SignedIn;
import io.quickbooking.core.database.TransientFailure;
import io.quickbooking.core.signal.SignalListener;
import io.quickbooking.core.signal.Signals;
import io.quickbooking.core.signal.Topic;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * All open streams. One thread writes to them all, which never waits for a page; another asks the database who may still
 * look, and may wait for it.
 */
@Component
final class LiveHub implements SignalListener, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LiveHub.class);

    private final Signals signals;
    private final Operators operators;
    private final ConsoleLogins logins;
    private final InstantSource clock;
    private final LiveSettings settings;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(named("live-writer"));
    private final ScheduledExecutorService guard = Executors.newSingleThreadScheduledExecutor(named("live-guard"));
    /** When each topic of a salon changed last, by {@link System#nanoTime()}; the writer's own. */
    private final Map<UUID, Map<Topic, Long>> lastChanges = new HashMap<>();

    private volatile boolean running;

    LiveHub(Signals signals, Operators operators, ConsoleLogins logins, InstantSource clock, LiveSettings settings) {
        this.signals = signals;
        this.operators = operators;
        this.logins = logins;
        this.clock = clock;
        this.settings = settings;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Why there is no room for another stream of this login; empty: there is. */
    synchronized String refusal(String loginId) {
        if (!running) {
            return "The server is stopping.";
        }
        Collection<LiveStream> others = ofLogin(loginId);
        // Each page that opens finds out the streams of pages that were left, long before their next heartbeat.
        others.forEach(other -> onWriter(other::probe));
        if (others.size() >= settings.streamsPerLogin()) {
            return "This login has " + settings.streamsPerLogin() + " live pages open, the most that are allowed.";
        }
        return streams.size() >= settings.streams() ? "The server has no room for another live page." : "";
    }

    /**
     * Opens a stream.
     *
     * @param salons to be told of, by id: their codes, or one without a code
     * @param age of what the page shows: it is told of changes since then
     */
    LiveStream open(
            String loginId,
            SignedIn signedIn,
            Map<UUID, String> salons,
            AsyncContext exchange,
            ServletOutputStream out,
            Duration age) {
        LiveStream stream = new LiveStream(
                loginId, signedIn, salons, exchange, out, clock.instant().toString(), streams::remove);
        streams.add(stream);
        long shownAt = System.nanoTime() - age.toNanos();
        onWriter(() -> stream.salonIds().forEach(salonId -> {
            Set<Topic> missed = EnumSet.noneOf(Topic.class);
            lastChanges.getOrDefault(salonId, Map.of()).forEach((topic, at) -> {
                if (at - shownAt > 0) {
                    missed.add(topic);
                }
            });
            if (!missed.isEmpty()) {
                tell(stream, salonId, missed);
            }
        }));
        return stream;
    }

    int size() {
        return streams.size();
    }

    @Override
    public void changed(UUID salonId, Set<Topic> topics) {
        onWriter(() -> {
            long now = System.nanoTime();
            Map<Topic, Long> last = lastChanges.computeIfAbsent(salonId, id -> new EnumMap<>(Topic.class));
            topics.forEach(topic -> last.put(topic, now));
            each(stream -> stream.salonIds().contains(salonId), stream -> tell(stream, salonId, topics));
        });
    }

    @Override
    public void missed() {
        onWriter(() -> each(
                stream -> true,
                stream -> stream.salonIds().forEach(salonId -> tell(stream, salonId, EnumSet.allOf(Topic.class)))));
    }

    private void tell(LiveStream stream, UUID salonId, Set<Topic> topics) {
        long spacing = settings.spacing().toNanos();
        long delay = stream.note(salonId, topics, System.nanoTime());
        if (delay == 0) {
            stream.tellChanges(System.nanoTime(), spacing);
        } else if (delay > 0) {
            writer.schedule(() -> stream.tellChanges(System.nanoTime(), spacing), delay, TimeUnit.NANOSECONDS);
        }
    }

    private void beat() {
        String now = clock.instant().toString();
        each(stream -> true, stream -> stream.beat(now));
    }

    /** Ends the streams of those who may not look any more. */
    private void check() {
        try {
            checkAll();
        } catch (RuntimeException failure) {
            log.warn("Nobody can tell who is still signed in: {}", TransientFailure.reason(failure));
        }
    }

    private void checkAll() {
        Set<String> open = streams.stream().map(LiveStream::loginId).collect(Collectors.toSet());
        if (open.isEmpty()) {
            return;
        }
        Set<String> living = logins.living(open);
        // Ended on another node, or gone on under another id: the page finds out which when it comes again.
        each(
                stream -> open.contains(stream.loginId()) && !living.contains(stream.loginId()),
                stream -> onWriter(stream::end));
        each(stream -> true, stream -> {
            SignedIn signedIn = stream.signedIn();
            Optional<ConsoleUser> user = operators.current(signedIn.username()).filter(signedIn::isCurrent);
            boolean maySee = user.filter(found -> stream.salonIds().stream().allMatch(found::sees))
                    .isPresent();
            if (!maySee) {
                // The windows of other salons come again and are told which of theirs may no longer be seen.
                onWriter(user.isPresent() && stream.isShared() ? stream::end : stream::signOut);
            }
        });
    }

    private void each(Predicate<LiveStream> which, Consumer<LiveStream> act) {
        for (LiveStream stream : streams) {
            try {
                if (which.test(stream)) {
                    act.accept(stream);
                }
            } catch (RuntimeException failure) {
                // One stream must not stop the others, nor an exception the schedule.
                log.warn("A live stream failed: {}", TransientFailure.reason(failure));
                log.debug("Details", failure);
            }
        }
    }

    private void onWriter(Runnable task) {
        try {
            writer.execute(task);
        } catch (RejectedExecutionException stopping) {
            log.debug("The live streams are closed already");
        }
    }

    private List<LiveStream> ofLogin(String loginId) {
        return streams.stream()
                .filter(stream -> stream.loginId().equals(loginId))
                .toList();
    }

    /** Where somebody signed in, in whose place somebody was signed in, the pages come again, as whoever it is now. */
    @EventListener
    void ended(LoginEnded login) {
        ofLogin(login.id()).forEach(stream -> onWriter(login.goesOn() ? stream::end : stream::signOut));
    }

    @Override
    public void start() {
        running = true;
        signals.addListener(this);
        long period = settings.heartbeat().toMillis();
        writer.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
        guard.scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
    }

    /** Ends all streams, so that the web server need not wait for them. */
    @Override
    public synchronized void stop() {
        running = false;
        signals.removeListener(this);
        guard.shutdownNow();
        writer.shutdownNow();
        streams.forEach(LiveStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last to start, and so stopped before the web server waits for what is still being answered. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
