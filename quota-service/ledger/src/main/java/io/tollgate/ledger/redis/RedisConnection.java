package io.tollgate.ledger.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/**
 * A connection to Redis that may come up later than the process: opening never fails because Redis is away. It connects
 * in the background, again and again with a pause of 100 ms to 1 s; once connected, Redisson re-connects by itself.
 * Thread-safe. No password in any message.
 */
public final class RedisConnection implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RedisConnection.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final long SHUTDOWN_SECONDS = 2;

    private final RedisAddress address;
    private final CompletableFuture<RedissonClient> connected = new CompletableFuture<>();
    private final ScheduledExecutorService connector = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tollgate-redis-connect").factory());
    private volatile boolean closed;

    private RedisConnection(RedisAddress address) {
        this.address = address;
    }

    /**
     * Starts to connect and returns at once.
     *
     * @param url {@code redis://[[user]:password@]host:port[/db]}, {@code redis-sentinel://h1:p,h2:p/master[/db]} or
     *     {@code redis-cluster://h1:p,h2:p}; with {@code rediss} for TLS
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisConnection open(String url) {
        RedisConnection connection = new RedisConnection(RedisAddress.parse(url));
        connection.connector.execute(() -> connection.connect(FIRST_PAUSE_MILLIS));
        return connection;
    }

    /**
     * The client, once there is one; the stage then completes on the connecting thread. Use it for what needs Redis but
     * can wait, such as a topic listener. The client lives until {@link #close}; do not shut it down.
     */
    public CompletionStage<RedissonClient> client() {
        return connected.minimalCompletionStage();
    }

    /** Whether Redis has ever been reached. */
    public boolean connected() {
        return clientOrNull() != null;
    }

    RedissonClient clientOrNull() {
        return connected.isDone() && !connected.isCompletedExceptionally() ? connected.getNow(null) : null;
    }

    /** Ends the client within about two seconds. Commands afterwards fail. */
    @Override
    public void close() {
        closed = true;
        connector.shutdownNow();
        RedissonClient client = clientOrNull();
        if (client != null) {
            client.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public String toString() {
        return "Redis " + address;
    }

    private void connect(long pauseMillis) {
        RedissonClient client;
        try {
            client = Redisson.create(HotPathConfig.of(address));
        } catch (RuntimeException failure) {
            // The message of a failed log-in could hold the command; its kind is enough.
            LOG.log(
                    pauseMillis == FIRST_PAUSE_MILLIS ? Level.WARNING : Level.DEBUG,
                    () -> this + " not reached, will try again: "
                            + failure.getClass().getSimpleName());
            retry(pauseMillis);
            return;
        }
        connected.complete(client);
        LOG.log(Level.INFO, () -> this + " connected");
        if (closed) {
            client.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void retry(long pauseMillis) {
        long next = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        if (!closed) {
            connector.schedule(() -> connect(next), pauseMillis, TimeUnit.MILLISECONDS);
        }
    }
}
