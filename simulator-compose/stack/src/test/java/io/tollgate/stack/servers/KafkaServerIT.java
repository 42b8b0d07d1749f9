package io.tollgate.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaServerIT {

    @Test
    void shouldKeepWhatItAcknowledgedThroughAKillAndARestart() throws Exception {
        try (var kafka = KafkaServer.start(TestServers.directory("kafka"))) {
            int port = kafka.port();
            send(kafka, "before");

            kafka.kill();
            kafka.restart();
            send(kafka, "after");

            assertThat(kafka.port()).isEqualTo(port);
            assertThat(receive(kafka, 2)).containsExactlyInAnyOrder("before", "after");
        }
    }

    private static void send(KafkaServer kafka, String value) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "compression.type", "lz4");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("colours", value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> receive(KafkaServer kafka, int count) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", "readers", "auto.offset.reset", "earliest");
        var received = new java.util.ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("colours"));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> received.add(record.value()));
                return received.size() >= count;
            });
        }
        return received;
    }
}
