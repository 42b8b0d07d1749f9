package io.tollgate.usage.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.CloudEventHeaders;
import io.tollgate.events.codec.UsageEventCodec;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events as a gateway node does. */
public final class Producer implements AutoCloseable {

    private final UsageEventCodec codec = new UsageEventCodec();
    private final KafkaProducer<byte[], byte[]> kafka;

    public Producer(String bootstrapServers) {
        kafka = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends and waits until the broker has all of them. */
    public void send(Collection<UsageEvent> events) {
        for (UsageEvent event : events) {
            var record = new ProducerRecord<>(
                    UsageEvent.TOPIC, event.caller().tenant().getBytes(UTF_8), codec.encode(event));
            CloudEventHeaders.of(event).forEach(record.headers()::add);
            kafka.send(record);
        }
        kafka.flush();
    }

    /** Sends what may be no event. */
    public void sendRaw(String key, byte[] value) {
        kafka.send(new ProducerRecord<>(UsageEvent.TOPIC, key.getBytes(UTF_8), value));
        kafka.flush();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
