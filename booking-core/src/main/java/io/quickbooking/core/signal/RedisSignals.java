package io.quickbooking.core.signal;

import io.quickbooking.core.redis.Redis;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries the changes of this node to the others and theirs to this one, batched in one message when there are many.
 */
public final class RedisSignals implements SignalListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisSignals.class);
    private static final String CHANNEL = "quickbooking:changed";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The time for which changes are batched: users do not notice so short a delay, and the busiest node sends fifty
     * messages a second.
     */
    private static final long GATHERED_MS = 20;

    private final Redis redis;
    private final Signals signals;
    private final UUID node = UUID.randomUUID();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "redis-signals");
        thread.setDaemon(true);
        return thread;
    });

    // Guarded by this:
    private Map<UUID, Set<Topic>> unsent = new HashMap<>();

    public RedisSignals(Redis redis, Signals signals) {
        this.redis = redis;
        this.signals = signals;
    }

    /**
     * @param node the sender
     * @param changes topics by salon; topics that only another version knows are ignored
     */
    record Message(@Nullable UUID node, @Nullable Map<UUID, List<String>> changes) {}

    /** Starts the exchange. Call this once. */
    public void start() {
        redis.subscribe(CHANNEL, this::received);
        redis.whenBack(signals::missed);
        signals.addListener(this);
    }

    @Override
    public synchronized void changed(UUID salonId, Set<Topic> topics) {
        if (unsent.isEmpty()) {
            try {
                teller.schedule(this::tell, GATHERED_MS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                return;
            }
        }
        unsent.computeIfAbsent(salonId, id -> EnumSet.noneOf(Topic.class)).addAll(topics);
    }

    private synchronized Map<UUID, Set<Topic>> gathered() {
        Map<UUID, Set<Topic>> gathered = unsent;
        unsent = new HashMap<>();
        return gathered;
    }

    private void tell() {
        Map<UUID, List<String>> changes = gathered().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        change -> change.getValue().stream().map(Topic::code).toList()));
        redis.publish(CHANNEL, JSON.writeValueAsString(new Message(node, changes)));
    }

    private void received(String json) {
        Message message = read(json);
        if (message != null && message.changes() != null && !node.equals(message.node())) {
            message.changes().forEach((salon, codes) -> {
                Set<Topic> topics = EnumSet.noneOf(Topic.class);
                codes.forEach(code -> topic(code).ifPresent(topics::add));
                if (!topics.isEmpty()) {
                    signals.received(salon, topics, this);
                }
            });
        }
    }

    private static @Nullable Message read(String json) {
        try {
            return JSON.readValue(json, Message.class);
        } catch (JacksonException notOurs) {
            log.debug("Message on {} not readable, ignored", CHANNEL, notOurs);
            return null;
        }
    }

    private static Optional<Topic> topic(String code) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.code().equals(code))
                .findFirst();
    }

    @Override
    public void close() {
        signals.removeListener(this);
        teller.shutdownNow();
    }
}
