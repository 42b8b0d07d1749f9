package io.tollgate.quota.publication;

import io.tollgate.quota.config.PublicationSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.redisson.client.RedisException;

/**
 * The gateway nodes and the version that each has applied, by what they write in Redis once a second. Clocks of nodes and
 * of this service must agree within a few seconds. Thread-safe.
 */
@Singleton
public class AppliedNodes {

    /** A node that has been silent for longer is gone. */
    static final Duration LIVE = Duration.ofSeconds(5);

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final RedisCatalog redis;
    private final InstantSource clock;
    private final Duration appliedWait;
    private volatile Instant lastSwept = Instant.MIN;

    public AppliedNodes(RedisCatalog redis, InstantSource clock, PublicationSettings settings) {
        this.redis = redis;
        this.clock = clock;
        this.appliedWait = settings.appliedWait();
    }

    /**
     * A node's word.
     *
     * @param name the node's name
     * @param version what it has applied
     * @param seenAt when it said so, by its own clock
     */
    public record Node(String name, long version, Instant seenAt) {}

    /** The nodes that have spoken within the last five seconds, by name. */
    public List<Node> live() {
        Instant now = clock.instant();
        return all().stream()
                .filter(node -> node.seenAt().isAfter(now.minus(LIVE)))
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }

    /**
     * Waits for a bounded time until every live node has applied {@code version}. Returns whether they are known to have;
     * not when Redis, through which they say so, does not answer.
     */
    public boolean awaitApplied(long version) {
        Instant deadline = clock.instant().plus(appliedWait);
        while (!isApplied(version)) {
            if (clock.instant().isAfter(deadline)) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    private boolean isApplied(long version) {
        try {
            return live().stream().allMatch(node -> node.version() >= version);
        } catch (RedisException e) {
            return false;
        }
    }

    /** Keeps what nodes have left behind from growing without end. */
    void forgetTheLongGone() {
        Instant now = clock.instant();
        if (now.minus(REMEMBERED).isBefore(lastSwept)) {
            return;
        }
        lastSwept = now;
        all().stream()
                .filter(node -> node.seenAt().isBefore(now.minus(REMEMBERED)))
                .forEach(node -> redis.forget(node.name()));
    }

    private List<Node> all() {
        return redis.applied().entrySet().stream()
                .map(AppliedNodes::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Node> read(Map.Entry<String, String> entry) {
        int colon = entry.getValue().indexOf(':');
        try {
            long version = Long.parseLong(entry.getValue().substring(0, Math.max(colon, 0)));
            long millis = Long.parseLong(entry.getValue().substring(colon + 1));
            return Optional.of(new Node(entry.getKey(), version, Instant.ofEpochMilli(millis)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
