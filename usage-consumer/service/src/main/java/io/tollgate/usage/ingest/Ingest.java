package io.tollgate.usage.ingest;

import io.tollgate.usage.store.TopicKey;
import io.tollgate.usage.store.UsageStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads usage events for as long as the process lives, in a thread of its own, and takes up again after whatever Kafka or
 * the store did. Start and stop it once.
 */
@Singleton
public final class Ingest {

    private static final Logger LOG = Logger.getLogger(Ingest.class);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final UsageTopic topic;
    private final UsageStore store;
    private final BatchDecoder decoder;
    private final IngestMetrics metrics;
    private final AtomicReference<IngestState> state = new AtomicReference<>(IngestState.STARTING);
    private final AtomicReference<Consumer<byte[], byte[]>> current = new AtomicReference<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("usage-ingest").unstarted(this::run);

    Ingest(KafkaClients clients, UsageTopic topic, UsageStore store, BatchDecoder decoder, IngestMetrics metrics) {
        this.clients = clients;
        this.topic = topic;
        this.store = store;
        this.decoder = decoder;
        this.metrics = metrics;
    }

    /** Where the loop stands. */
    public IngestState state() {
        return state.get();
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Finishes the batch under way and leaves the group; returns within some seconds. */
    public void stop() {
        stopping.countDown();
        Consumer<byte[], byte[]> kafka = current.get();
        if (kafka != null) {
            kafka.wakeup();
        }
        try {
            thread.join(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Backoff backoff = new Backoff();
        while (running()) {
            state.set(IngestState.WAITING_FOR_KAFKA);
            try {
                consume(topic.ensure());
            } catch (WakeupException e) {
                LOG.debug("woken up to stop");
            } catch (KafkaException e) {
                LOG.warn("Kafka failed, trying again", e);
                pause(backoff.next());
            } catch (RuntimeException e) {
                LOG.error("reading failed, trying again", e);
                pause(backoff.next());
            }
        }
        state.set(IngestState.STOPPED);
    }

    private void consume(TopicKey found) {
        try (Consumer<byte[], byte[]> kafka = clients.consumer();
                IngestSession session = new IngestSession(kafka, found, store, decoder, metrics, state::set)) {
            current.set(kafka);
            session.run(this::running);
        } finally {
            current.set(null);
        }
    }

    private boolean running() {
        return stopping.getCount() > 0;
    }

    private void pause(Duration length) {
        try {
            boolean ending = stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debugf("waited %s, ending: %s", length, ending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
