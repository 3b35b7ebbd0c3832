package io.quickbooking.core.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Provides Redis as long as it is available. No method throws because of Redis or waits for it longer than a quarter of
 * a second, and while it is unavailable no caller waits at all: a separate thread checks every second whether it is
 * back.
 */
public final class Redis implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Redis.class);

    /**
     * The limit within the transaction of a tap: longer than any healthy answer, short for transactions that wait
     * behind it.
     */
    private static final Duration ANSWERS_WITHIN = Duration.ofMillis(250);

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(1);
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(3);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final String PRESENCE = "quickbooking:presence";

    private final RedisUrl url;
    private final InstantSource clock;
    private final ClientResources resources;
    private final LettuceConnectionFactory connections;
    private final StringRedisTemplate redis;
    private final RedisMessageListenerContainer subscriptions = new RedisMessageListenerContainer();
    private final Map<MessageListener, ChannelTopic> listeners = new ConcurrentHashMap<>();
    /** The listeners that the container has; confined to the checking thread. */
    private final Set<MessageListener> listening = new HashSet<>();

    private final List<Runnable> onReturn = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "redis-checks");
        thread.setDaemon(true);
        return thread;
    });

    /** The start of the outage; null: Redis is available. */
    private final AtomicReference<@Nullable Instant> awaySince = new AtomicReference<>();

    /** The time of the last warning, by {@link System#nanoTime()}. */
    private volatile long warnedAt = System.nanoTime() - QUIET.toNanos() - 1;

    /** Connects to Redis, and continues without it when it is unavailable. */
    public Redis(RedisUrl url, InstantSource clock) {
        this.url = url;
        this.clock = clock;
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                // By default, the client would wait up to half a minute before it connects again.
                .reconnectDelay(Delay.fullJitter(Duration.ofMillis(50), CHECK_INTERVAL, 50, TimeUnit.MILLISECONDS))
                .build();
        connections = new LettuceConnectionFactory(server(url), client(url, resources));
        connections.setEagerInitialization(false);
        connections.afterPropertiesSet();
        connections.start();
        redis = new StringRedisTemplate(connections);
        subscriptions.setConnectionFactory(connections);
        // Its recovery would nest one attempt in another as long as Redis is unavailable. The check of this class
        // reconnects instead.
        subscriptions.setRecoveryBackoff(new FixedBackOff(CHECK_INTERVAL.toMillis(), 0));
        subscriptions.setErrorHandler(failure -> log.error("Message from Redis not handled", failure));
        subscriptions.afterPropertiesSet();
        check();
        checks.scheduleWithFixedDelay(
                this::check, CHECK_INTERVAL.toMillis(), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static RedisConfiguration server(RedisUrl url) {
        RedisPassword password = url.password() == null ? RedisPassword.none() : RedisPassword.of(url.password());
        switch (url.kind()) {
            case SENTINEL -> {
                RedisSentinelConfiguration sentinels = new RedisSentinelConfiguration().master(url.master());
                url.nodes().forEach(node -> sentinels.sentinel(node.host(), node.port()));
                sentinels.setUsername(url.user());
                sentinels.setPassword(password);
                sentinels.setSentinelPassword(
                        url.sentinelPassword() == null
                                ? RedisPassword.none()
                                : RedisPassword.of(url.sentinelPassword()));
                sentinels.setDatabase(url.database());
                return sentinels;
            }
            case CLUSTER -> {
                RedisClusterConfiguration cluster = new RedisClusterConfiguration();
                url.nodes().forEach(node -> cluster.clusterNode(node.host(), node.port()));
                cluster.setUsername(url.user());
                cluster.setPassword(password);
                return cluster;
            }
            default -> {
                RedisStandaloneConfiguration server = new RedisStandaloneConfiguration();
                server.setHostName(url.nodes().get(0).host());
                server.setPort(url.nodes().get(0).port());
                server.setUsername(url.user());
                server.setPassword(password);
                server.setDatabase(url.database());
                return server;
            }
        }
    }

    private static LettuceClientConfiguration client(RedisUrl url, ClientResources resources) {
        ClientOptions.Builder options = url.kind() == RedisUrl.Kind.CLUSTER
                ? ClusterClientOptions.builder()
                        .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                                .enableAllAdaptiveRefreshTriggers()
                                .enablePeriodicRefresh(Duration.ofSeconds(30))
                                .build())
                : ClientOptions.builder();
        options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECTS_WITHIN)
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(ANSWERS_WITHIN));
        LettuceClientConfiguration.LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder()
                .clientName("quick-booking")
                .clientResources(resources)
                .clientOptions(options.build())
                .commandTimeout(ANSWERS_WITHIN)
                .shutdownTimeout(Duration.ZERO);
        switch (url.encryption()) {
            case UNVERIFIED -> client.useSsl().verifyPeer(SslVerifyMode.NONE);
            case CA -> client.useSsl().verifyPeer(SslVerifyMode.CA);
            case FULL -> client.useSsl().verifyPeer(SslVerifyMode.FULL);
            default -> {
                // Without encryption there is nothing to set.
            }
        }
        return client.build();
    }

    /** Returns a description for people, without secrets. */
    public String description() {
        return url.toString();
    }

    /** Returns the start of the outage, during which Redis is not used; empty: it is available. */
    public Optional<Instant> awaySince() {
        return Optional.ofNullable(awaySince.get());
    }

    /** Returns the value of this key; empty also when Redis is unavailable. */
    public Optional<String> get(String key) {
        return ask(commands -> commands.opsForValue().get(key));
    }

    /** Stores a value for this long, if Redis is available. */
    public void set(String key, String value, Duration life) {
        if (life.isNegative() || life.toMillis() == 0) {
            remove(key);
            return;
        }
        ask(commands -> {
            commands.opsForValue().set(key, value, life);
            return key;
        });
    }

    /** Removes a value, if Redis is available. */
    public void remove(String key) {
        ask(commands -> commands.delete(key));
    }

    /** Publishes a message to all current subscribers, on this node and the others, if Redis is available. */
    public void publish(String channel, String message) {
        ask(commands -> commands.convertAndSend(channel, message));
    }

    /** @param listener receives the messages published from now on, whenever Redis is available */
    public void subscribe(String channel, Consumer<String> listener) {
        listeners.put(
                (message, pattern) -> listener.accept(new String(message.getBody(), UTF_8)), ChannelTopic.of(channel));
        // The checking thread subscribes; the caller waits for it, but not for a Redis that has just become
        // unavailable.
        try {
            checks.submit(this::check).get(LISTENS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException later) {
            log.debug("Not subscribed to {} yet, retried at the next check", channel, later);
        }
    }

    /** @param task runs each time when Redis is available again, and published messages may have been missed */
    public void whenBack(Runnable task) {
        onReturn.add(task);
    }

    private <T> Optional<T> ask(Function<StringRedisTemplate, @Nullable T> question) {
        if (awaySince.get() != null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(question.apply(redis));
        } catch (RuntimeException failure) {
            markUnavailable(failure);
            return Optional.empty();
        }
    }

    private void markUnavailable(RuntimeException failure) {
        if (!awaySince.compareAndSet(null, clock.instant())) {
            return;
        }
        // A part of a cluster may be unavailable, which looks like a quick succession of outages.
        if (System.nanoTime() - warnedAt > QUIET.toNanos()) {
            warnedAt = System.nanoTime();
            log.warn("Redis {} unavailable, using the database instead: {}", url, reason(failure));
        }
    }

    /** Checks Redis by writing, because a read-only server is of no use. */
    private void check() {
        try {
            redis.opsForValue().set(PRESENCE, "", QUIET);
            listen();
        } catch (RuntimeException failure) {
            markUnavailable(failure);
            return;
        }
        if (awaySince.getAndSet(null) != null) {
            log.debug("Redis {} available again", url);
            onReturn.forEach(Runnable::run);
        }
    }

    private void listen() {
        if (subscriptions.isRunning() && !listening.isEmpty() && !subscriptions.isListening()) {
            // The container does not recover by itself, see the constructor.
            subscriptions.stop();
        }
        if (!subscriptions.isRunning()) {
            subscriptions.start();
        }
        listeners.forEach((listener, channel) -> {
            if (listening.add(listener)) {
                subscriptions.addMessageListener(listener, channel);
            }
        });
    }

    private static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
    }

    @Override
    public void close() {
        checks.shutdownNow();
        try {
            subscriptions.destroy();
        } catch (Exception failure) {
            log.debug("Redis subscriptions not closed", failure);
        }
        connections.destroy();
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
