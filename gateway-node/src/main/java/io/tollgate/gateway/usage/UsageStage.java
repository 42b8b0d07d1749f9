package io.tollgate.gateway.usage;

import io.tollgate.gateway.usage.log.UsageLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * The whole of it: the log, what keeps it writable, what relays it, and what delivers the logs of earlier processes, each in
 * a thread of its own. Thread-safe.
 */
public final class UsageStage {

    private static final Logger LOGGER = Logger.getLogger(UsageStage.class);
    private static final Duration LOOK_FOR_ABANDONED_EVERY = Duration.ofSeconds(10);
    private static final Duration UPKEEP_DEADLINE = Duration.ofSeconds(2);
    private static final Duration MAINTAIN_EVERY = Duration.ofMillis(50);

    private final UsageLog log;
    private final KafkaAbsence kafka;
    private final UsageRelay relay;
    private final UsageReplay replay;
    private final Producer<byte[], byte[]> producer;
    private final Thread upkeep;
    private final LongAdder refused = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * @param directory of logs; shared with other nodes of the machine or kept across restarts, so that what one process
     *     leaves another finds
     * @param segmentBytes of each file of the log, 64 KiB to 1 GiB
     * @param mostBytes of the log: what may wait for Kafka
     * @param forceEvery how often the disk is made to have what was appended, for the sake of a machine that dies; zero for
     *     never
     */
    public record Config(Path directory, int segmentBytes, long mostBytes, Duration forceEvery) {

        private static final int LEAST_SEGMENT_BYTES = 1 << 16;
        private static final int MOST_SEGMENT_BYTES = 1 << 30;

        public Config {
            if (segmentBytes < LEAST_SEGMENT_BYTES || segmentBytes > MOST_SEGMENT_BYTES) {
                throw new IllegalArgumentException("TOLLGATE_USAGE_LOG_SEGMENT_BYTES must be " + LEAST_SEGMENT_BYTES
                        + " to " + MOST_SEGMENT_BYTES + " and is " + segmentBytes);
            }
        }
    }

    private UsageStage(UsageLog log, Config config, Producer<byte[], byte[]> producer, LongSupplier monotonicMillis) {
        this.log = log;
        this.kafka = new KafkaAbsence(monotonicMillis);
        this.relay = new UsageRelay(log, producer, refused, kafka);
        this.replay = new UsageReplay(config.directory(), producer, refused);
        this.producer = producer;
        this.upkeep = repeat("usage-log", MAINTAIN_EVERY, log::maintain);
    }

    /**
     * Makes the log and starts. The producer is the stage's from now on.
     *
     * @throws UncheckedIOException when the log cannot be made; then the node must not serve
     */
    public static UsageStage start(Config config, Producer<byte[], byte[]> producer, LongSupplier monotonicMillis) {
        try {
            UsageLog log = UsageLog.create(config.directory(), config.segmentBytes(), config.mostBytes());
            var stage = new UsageStage(log, config, producer, monotonicMillis);
            stage.relay.start();
            stage.upkeep.start();
            stage.repeat("usage-replay", LOOK_FOR_ABANDONED_EVERY, stage.replay::run)
                    .start();
            if (config.forceEvery().isPositive()) {
                stage.repeat("usage-force", config.forceEvery(), log::force).start();
            }
            return stage;
        } catch (IOException e) {
            producer.close(Duration.ZERO);
            throw new UncheckedIOException(
                    "the usage log cannot be made in " + config.directory()
                            + "; TOLLGATE_USAGE_LOG_DIR names another place",
                    e);
        }
    }

    private Thread repeat(String name, Duration every, Runnable task) {
        return Thread.ofPlatform().name(name).daemon(true).unstarted(() -> {
            try {
                do {
                    attempt(name, task);
                } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void attempt(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.errorf(e, "%s stumbled and goes on", name);
        }
    }

    public UsageJournal journal() {
        return UsageJournal.of(log);
    }

    /** Events that could neither be written nor wait, and those that Kafka will never take. */
    public long lost() {
        return log.lost() + refused.sum() + replay.unreadable();
    }

    /** Events that Kafka has acknowledged, of this process and of earlier ones. */
    public long published() {
        return relay.published() + replay.replayed();
    }

    /** Requests that earlier processes had under way. */
    public long interrupted() {
        return replay.interrupted();
    }

    /** What the log takes of the disk. */
    public long logBytes() {
        return log.bytes();
    }

    /** Whether Kafka takes what it is sent, as far as is known. */
    public boolean kafkaAnswers() {
        return !kafka.isAway();
    }

    /** Requests that have begun and have not ended. */
    public int open() {
        return log.openCount();
    }

    /** Whether new requests can be written down. */
    public boolean hasRoom() {
        return log.hasRoom();
    }

    /**
     * Takes no more requests and delivers what is left, at most for {@code deadline}; what is left then is delivered by the
     * next process.
     */
    public void close(Duration deadline) {
        log.beginClosing();
        boolean isDrained = relay.close(deadline);
        closing.countDown();
        if (hasEnded(upkeep)) {
            log.maintain();
        }
        producer.close(Duration.ofSeconds(1));
        if (isDrained && log.deleteIfExhausted(relay.arrived())) {
            return;
        }
        if (log.openCount() == 0) {
            log.close();
        } else {
            LOGGER.warnf(
                    "%d requests are under way: their node keeps its usage log until it has ended", log.openCount());
        }
    }

    /** Waits for it, but not for a disk that hangs. */
    private static boolean hasEnded(Thread thread) {
        try {
            return thread.join(UPKEEP_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
