package io.tollgate.ledger.redis;

import io.tollgate.ledger.LedgerUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.LongCodec;

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
    private static final int LONGEST_REASON = 500;
    private static final String SERVER_MILLIS =
            "local time = redis.call('TIME') return time[1] * 1000 + math.floor(time[2] / 1000)";

    /** How long a command waits for its answer unless told otherwise. */
    public static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(100);

    private final RedisAddress address;
    private final Duration responseTimeout;
    private final CompletableFuture<RedissonClient> connected = new CompletableFuture<>();
    private final ScheduledExecutorService connector = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tollgate-redis-connect").factory());
    private volatile boolean closed;

    private RedisConnection(RedisAddress address, Duration responseTimeout) {
        if (responseTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("responseTimeout must be 1 ms or more");
        }
        this.address = address;
        this.responseTimeout = responseTimeout;
    }

    /** As {@link #open(String, Duration)} with {@link #RESPONSE_TIMEOUT}. */
    public static RedisConnection open(String url) {
        return open(url, RESPONSE_TIMEOUT);
    }

    /**
     * Starts to connect and returns at once.
     *
     * @param url {@code redis://[[user]:password@]host:port[/db]}, {@code redis-sentinel://h1:p,h2:p/master[/db]} or
     *     {@code redis-cluster://h1:p,h2:p}; with {@code rediss} for TLS
     * @param responseTimeout how long a command may wait for its answer, and so how long a frozen Redis may hold up the
     *     requests that find out; 1 ms or more
     * @throws IllegalArgumentException when the URL has none of these forms
     */
    public static RedisConnection open(String url, Duration responseTimeout) {
        RedisConnection connection = new RedisConnection(RedisAddress.parse(url), responseTimeout);
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

    /** Redis' time of day, in milliseconds since 1970; fails when it does not answer in time. */
    public CompletionStage<Long> serverMillis() {
        RedissonClient client = clientOrNull();
        return client == null
                ? CompletableFuture.failedStage(new LedgerUnavailableException("Redis has not been reached yet", null))
                : client.getScript(LongCodec.INSTANCE)
                        .evalAsync(RScript.Mode.READ_ONLY, SERVER_MILLIS, RScript.ReturnType.LONG);
    }

    RedissonClient clientOrNull() {
        return connected.isDone() && !connected.isCompletedExceptionally() ? connected.getNow(null) : null;
    }

    /** Runs {@code action}, which must be short and never throw, with this pause until the connection is closed. */
    void every(Duration pause, Runnable action) {
        if (!closed) {
            connector.scheduleWithFixedDelay(action, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
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
            client = Redisson.create(HotPathConfig.of(address, responseTimeout));
        } catch (RuntimeException failure) {
            LOG.log(
                    pauseMillis == FIRST_PAUSE_MILLIS ? Level.WARNING : Level.DEBUG,
                    () -> this + " not reached, will try again: " + reason(failure));
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

    /** The messages of the failure and its causes; one could hold the command that logs in. */
    private String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = failure; cause != null && reason.length() < LONGEST_REASON; cause = cause.getCause()) {
            reason.append(reason.isEmpty() ? "" : "; ").append(cause);
        }
        String password = address.password();
        return password == null ? reason.toString() : reason.toString().replace(password, "***");
    }
}
