package io.tollgate.gateway.usage;

import io.tollgate.gateway.usage.log.RecordKind;
import io.tollgate.gateway.usage.log.UsageLog;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * Reads the log behind its writers and hands its events to Kafka, in order, from one thread of its own, since the producer
 * may block. What has arrived without a gap is given back to the log. When Kafka refuses, everything from there on is sent
 * again: twice rather than never. Thread-safe.
 */
final class UsageRelay {

    private static final Logger LOGGER = Logger.getLogger(UsageRelay.class);
    private static final int BATCH = 512;
    private static final long LOOK_EVERY_NANOS = 25_000_000;
    private static final long FIRST_PAUSE_NANOS = 100_000_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;

    private final UsageLog log;
    private final InFlight inFlight;
    private final KafkaAbsence absence;
    private final LongAdder published = new LongAdder();
    private final Thread thread =
            Thread.ofPlatform().name("usage-relay").daemon(true).unstarted(this::run);
    private long read = UsageLog.start();
    private long arrived = read;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private volatile boolean closing;
    private volatile boolean drained;

    /** @param refused is added to for each event that Kafka will never have */
    UsageRelay(UsageLog log, Producer<byte[], byte[]> producer, LongAdder refused, KafkaAbsence absence) {
        this.log = log;
        this.absence = absence;
        this.inFlight = new InFlight(producer, published, refused);
    }

    void start() {
        thread.start();
    }

    /** Events that Kafka has acknowledged. */
    long published() {
        return published.sum();
    }

    /** Goes on until nothing is left to deliver, at most for {@code deadline}; returns whether nothing is. */
    boolean close(Duration deadline) {
        closing = true;
        LockSupport.unpark(thread);
        try {
            return thread.join(deadline) && drained;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How far events have been delivered. To be asked after {@link #close}. */
    long arrived() {
        return arrived;
    }

    private void run() {
        while (!(closing && log.isExhaustedAt(arrived))) {
            try {
                if (!step()) {
                    LockSupport.parkNanos(LOOK_EVERY_NANOS);
                }
            } catch (RuntimeException | Error e) {
                LOGGER.errorf(e, "the relay of usage events stumbled and goes on");
                LockSupport.parkNanos(LONGEST_PAUSE_NANOS);
            }
        }
        drained = true;
    }

    /** Looks rather than being woken for each event: a wake-up costs more than an event. Returns whether there was anything to do. */
    private boolean step() {
        if (inFlight.hasFailed()) {
            startAgain();
            return true;
        }
        long before = read;
        if (inFlight.free() >= BATCH) {
            read = log.read(read, BATCH, (kind, payload, next) -> {
                if (kind == RecordKind.ENDED && !inFlight.hasFailed()) {
                    inFlight.send(EventFrame.record(payload), next);
                }
            });
        }
        long now = inFlight.arrived(arrived);
        absence.look(inFlight.isEmpty() || now > arrived);
        if (inFlight.isEmpty()) {
            now = read;
        }
        if (now > arrived) {
            arrived = now;
            pauseNanos = FIRST_PAUSE_NANOS;
            log.delivered(arrived);
        }
        return read > before;
    }

    private void startAgain() {
        if (!inFlight.isOver()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            return;
        }
        inFlight.failure().ifPresent(why -> LOGGER.warn("Kafka did not take usage events, trying again", why));
        inFlight.clear();
        read = arrived;
        LockSupport.parkNanos(pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    }
}
