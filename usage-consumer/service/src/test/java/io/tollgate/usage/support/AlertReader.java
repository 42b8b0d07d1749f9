package io.tollgate.usage.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of alerts from its beginning. Not thread-safe. */
public final class AlertReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> kafka;
    private final List<Read> seen = new ArrayList<>();

    /** An alert: its key, its CloudEvents id, its JSON. */
    public record Read(String budget, String id, String message) {}

    public AlertReader(String bootstrapServers) {
        kafka = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition("tollgate.alerts.v1", 0));
        kafka.assign(partition);
        kafka.seekToBeginning(partition);
    }

    /** What there is of a budget, once it is {@code expected} or more. */
    public List<Read> awaitOf(String budget, int expected) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> of(budget), found -> found.size() >= expected);
    }

    private List<Read> of(String budget) {
        kafka.poll(Duration.ofMillis(200))
                .forEach(told -> seen.add(new Read(
                        new String(told.key(), UTF_8),
                        new String(told.headers().lastHeader("ce_id").value(), UTF_8),
                        new String(told.value(), UTF_8))));
        return seen.stream().filter(told -> told.budget().equals(budget)).toList();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
