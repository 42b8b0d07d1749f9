package io.tollgate.quota.publication;

import io.tollgate.catalog.codec.Published;
import io.tollgate.ledger.redis.RedisConnection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * The published catalog in Redis. Every command may be repeated, and is at once when Redis fails, so that a broken
 * connection does not cost a publication its second. Thread-safe; blocks; fails with {@link RedisException}.
 */
@Singleton
@Retry(
        maxRetries = 2,
        delay = 50,
        jitter = 20,
        maxDuration = 900,
        durationUnit = ChronoUnit.MILLIS,
        retryOn = RedisException.class)
public class RedisCatalog {

    private static final String RECORD_SCRIPT = script("publish-record-v1.lua");
    private static final String VERSION_SCRIPT = script("publish-version-v1.lua");

    /** What a full publication builds on. */
    static final long NOTHING = -1;

    private static final long CONNECT_MILLIS = 2_000;

    private final RedisConnection connection;

    public RedisCatalog(RedisConnection connection) {
        this.connection = connection;
    }

    /** The published version; empty when it or the snapshot is missing. */
    public OptionalLong version() {
        String version = client().<String>getBucket(Published.VERSION, StringCodec.INSTANCE)
                .get();
        boolean whole =
                client().getBucket(Published.SNAPSHOT, StringCodec.INSTANCE).isExists();
        return version == null || !whole ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(version));
    }

    /** Writes the records in one round trip, except where newer ones stand. */
    public void write(List<PublishedRecord> records) {
        var batch = client().createBatch();
        var scripts = batch.getScript(StringCodec.INSTANCE);
        for (PublishedRecord record : records) {
            scripts.evalAsync(
                    Mode.READ_WRITE,
                    RECORD_SCRIPT,
                    ReturnType.LONG,
                    List.of(record.key()),
                    record.json(),
                    Long.toString(record.version()),
                    Long.toString(record.secondsToLive()));
        }
        batch.execute();
    }

    /**
     * Moves the version forward and tells the nodes.
     *
     * @param base the version that the records written before build on, {@link #NOTHING} when all were written
     * @return the version that stands now; empty when Redis has meanwhile lost what they build on
     */
    public OptionalLong publish(long version, long base) {
        Long standing = client().getScript(StringCodec.INSTANCE)
                .eval(
                        Mode.READ_WRITE,
                        VERSION_SCRIPT,
                        ReturnType.LONG,
                        List.of(Published.VERSION),
                        Long.toString(version),
                        Long.toString(base),
                        Published.CHANGES);
        return standing < 0 ? OptionalLong.empty() : OptionalLong.of(standing);
    }

    /** What every node has said of itself. */
    public Map<String, String> applied() {
        return client().<String, String>getMap(Published.APPLIED, StringCodec.INSTANCE)
                .readAllMap();
    }

    /** What every node has said of deployments. */
    public Map<String, String> signals() {
        return client().<String, String>getMap(Published.SIGNALS, StringCodec.INSTANCE)
                .readAllMap();
    }

    /** Forgets a node that has long been gone. */
    public void forget(String node) {
        client().<String, String>getMap(Published.SIGNALS, StringCodec.INSTANCE).fastRemove(node);
        client().<String, String>getMap(Published.APPLIED, StringCodec.INSTANCE).fastRemove(node);
    }

    private RedissonClient client() {
        try {
            return connection.client().toCompletableFuture().get(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new RedisException("Redis has not been reached yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException("interrupted", e);
        }
    }

    private static String script(String name) {
        try (var stream = RedisCatalog.class.getResourceAsStream("/redis/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
