package io.tollgate.gateway.usage;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UsageEventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Hands events to Kafka from one thread of its own, since the Kafka client may block. An event loop only puts the event
 * into a bounded queue. When Kafka is away the queue fills, and when it is full events are counted as lost, loudly.
 * Thread-safe.
 */
public final class UsageEventPublisher implements AutoCloseable {

    /** Events that may wait for Kafka beside what the Kafka client itself holds. */
    public static final int MOST_WAITING = 65_536;

    private static final Logger LOGGER = Logger.getLogger(UsageEventPublisher.class);
    private static final int BATCH = 512;
    private static final long LOOK_EVERY_NANOS = 20_000_000;
    private static final long COMPLAIN_EVERY_MILLIS = 5_000;

    private final ArrayBlockingQueue<UsageEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Producer<String, byte[]> producer;
    private final UsageEventCodec codec = new UsageEventCodec();
    private final LongAdder lost = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final LongSupplier monotonicMillis;
    private final AtomicLong lastComplaintMillis;
    private final Thread relay;

    public UsageEventPublisher(Producer<String, byte[]> producer, LongSupplier monotonicMillis) {
        this.producer = producer;
        this.monotonicMillis = monotonicMillis;
        this.lastComplaintMillis = new AtomicLong(monotonicMillis.getAsLong() - COMPLAIN_EVERY_MILLIS);
        this.relay = Thread.ofPlatform().name("usage-relay").daemon(true).start(this::relay);
    }

    /** Never blocks. */
    public void publish(UsageEvent event) {
        if (!waiting.offer(event)) {
            lost(event, "the queue is full");
        }
    }

    /** Events that could not be handed to Kafka. */
    public long lost() {
        return lost.sum();
    }

    /** Events that Kafka has acknowledged. */
    public long published() {
        return published.sum();
    }

    /** Events that wait in the queue. */
    public int waiting() {
        return waiting.size();
    }

    /** Hands over what waits and flushes, within {@code deadline}. */
    public void close(Duration deadline) {
        closing.set(true);
        try {
            relay.join(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(deadline);
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    /** Looks every so often rather than being woken for each event: a wake-up costs more than an event. */
    private void relay() {
        List<UsageEvent> batch = new ArrayList<>(BATCH);
        while (!closing.get() || !waiting.isEmpty()) {
            if (waiting.drainTo(batch, BATCH) == 0) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            } else {
                batch.forEach(this::send);
                batch.clear();
            }
        }
    }

    private void send(UsageEvent event) {
        try {
            var message = new ProducerRecord<>(UsageEvent.TOPIC, event.caller().tenant(), codec.encode(event));
            CloudEventHeaders.of(event)
                    .forEach((name, value) -> message.headers().add(name, value));
            producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    published.increment();
                } else {
                    lost(event, failure.getMessage());
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            lost(event, e.getMessage());
        }
    }

    private void lost(UsageEvent event, String why) {
        lost.increment();
        long now = monotonicMillis.getAsLong();
        long last = lastComplaintMillis.get();
        if (now - last >= COMPLAIN_EVERY_MILLIS && lastComplaintMillis.compareAndSet(last, now)) {
            LOGGER.errorf(
                    "usage events lost so far: %d; the last one: request=%s tenant=%s tokens=%d: %s",
                    lost.sum(),
                    event.id(),
                    event.caller().tenant(),
                    event.tokens().total(),
                    why);
        }
    }
}
