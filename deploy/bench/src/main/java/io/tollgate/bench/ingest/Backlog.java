package io.tollgate.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UsageEventCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Events in Kafka that nobody has read yet, sent as nodes send them. */
final class Backlog {

    static final int PARTITIONS = 6;

    private static final int PROGRESS_EVERY = 250_000;

    private Backlog() {}

    /** Sends {@code events} of {@code mix}; the bytes of their values. */
    static long send(String bootstrapServers, EventMix mix, int events, Consumer<String> console)
            throws IOException, InterruptedException {
        createTopic(bootstrapServers);
        UsageEventCodec codec = new UsageEventCodec();
        AtomicReference<Exception> failure = new AtomicReference<>();
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> kafka = producer(bootstrapServers)) {
            for (int number = 0; number < events; number++) {
                UsageEvent event = mix.event(number);
                byte[] value = codec.encode(event);
                bytes += value.length;
                var record = new ProducerRecord<>(
                        UsageEvent.TOPIC, event.caller().tenant().getBytes(UTF_8), value);
                CloudEventHeaders.of(event).forEach(record.headers()::add);
                kafka.send(record, (sent, e) -> failure.compareAndSet(null, e));
                if ((number + 1) % PROGRESS_EVERY == 0) {
                    console.accept("%,d of %,d events are in Kafka".formatted(number + 1, events));
                }
            }
        }
        if (failure.get() != null) {
            throw new IOException(
                    "Kafka did not take every event: " + failure.get().getMessage(), failure.get());
        }
        return bytes;
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void createTopic(String bootstrapServers) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(UsageEvent.TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka did not make the topic: " + e.getCause().getMessage(), e);
        }
    }
}
