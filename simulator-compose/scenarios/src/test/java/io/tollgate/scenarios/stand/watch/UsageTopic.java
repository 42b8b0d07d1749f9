package io.tollgate.scenarios.stand.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The usage topic as any reader sees it: from its beginning, in no group, de-duplicated by id. Thread-safe. */
public final class UsageTopic {

    private static final String NAME = "tollgate.usage.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Who has not been recognised. */
    public static final String NOBODY = "";

    private final Map<String, Object> settings;

    /** Reads at these brokers. */
    public UsageTopic(String bootstrapServers) {
        this.settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }

    /**
     * What is in the topic for some tenants.
     *
     * @param records every record, those that repeat another included
     * @param byId one event for each id, the first
     */
    public record Contents(long records, Map<String, RecordedUsage> byId) {}

    /** Everything that is there now for {@code tenants}, keys of the topic; {@link #NOBODY} may be one. */
    public Contents read(Set<String> tenants) {
        Map<String, RecordedUsage> byId = new LinkedHashMap<>();
        long records = forEach(tenants, document -> {
            var event = RecordedUsage.of(document);
            byId.putIfAbsent(event.id(), event);
        });
        return new Contents(records, byId);
    }

    /** The same as the nodes wrote it, repetitions included. */
    public List<JsonNode> events(Set<String> tenants) {
        List<JsonNode> events = new ArrayList<>();
        forEach(tenants, events::add);
        return events;
    }

    /** Hands over one event after the other: whole, hundreds of thousands do not fit into memory. @return how many */
    private long forEach(Set<String> tenants, Consumer<JsonNode> reader) {
        long records = 0;
        try (var consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer), PATIENCE);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (isBefore(consumer, ends)) {
                for (var each : consumer.poll(Duration.ofSeconds(1))) {
                    if (tenants.contains(each.key() == null ? NOBODY : each.key())) {
                        reader.accept(Json.read(new String(each.value(), StandardCharsets.UTF_8)));
                        records++;
                    }
                }
            }
        }
        return records;
    }

    /** Adds events, as a node would; they are there when this returns. */
    public void write(Collection<? extends JsonNode> events) {
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            events.forEach(event -> producer.send(new ProducerRecord<>(
                    NAME,
                    event.path("caller").path("tenant").asText(),
                    event.toString().getBytes(StandardCharsets.UTF_8))));
            producer.flush();
        }
    }

    /** How many records there are now, of all tenants. */
    public long size() {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer), PATIENCE).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Collection<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(NAME, PATIENCE).stream()
                .map(partition -> new TopicPartition(NAME, partition.partition()))
                .toList();
    }

    private static boolean isBefore(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return List.copyOf(ends.entrySet()).stream()
                .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
    }
}
