package io.tollgate.scenarios.stand.watch;

import io.tollgate.scenarios.calls.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of alerts as any reader sees it: from its beginning, in no group. */
public final class AlertTopic {

    private static final String NAME = "tollgate.alerts.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private AlertTopic() {}

    /** The percentages that every record of a budget is about, in order. */
    public static List<Integer> percentagesOf(String bootstrapServers, String budget) {
        List<Integer> percentages = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(NAME, PATIENCE).stream()
                    .map(partition -> new TopicPartition(NAME, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each, PATIENCE) < ends.get(each))) {
                for (var told : consumer.poll(Duration.ofSeconds(1))) {
                    if (told.key().equals(budget)) {
                        percentages.add(Json.read(new String(told.value(), StandardCharsets.UTF_8))
                                .path("percent")
                                .asInt());
                    }
                }
            }
        }
        return percentages;
    }
}
