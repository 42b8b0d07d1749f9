package io.tollgate.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.events.Caller;
import io.tollgate.events.Outcome;
import io.tollgate.events.Request;
import io.tollgate.events.Served;
import io.tollgate.events.Timing;
import io.tollgate.events.Tokens;
import io.tollgate.events.UsageEvent;
import io.tollgate.events.codec.UsageEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class UsageEventPublisherTest {

    @Test
    void shouldHandOverEventsKeyedByTenant() throws Exception {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        UsageEvent event = event("r1");
        try (var publisher = new UsageEventPublisher(producer, () -> 0)) {
            publisher.publish(event);
            await().until(() -> publisher.published() == 1);
        }

        var message = producer.history().getFirst();
        assertThat(message.topic()).isEqualTo(UsageEvent.TOPIC);
        assertThat(message.key()).isEqualTo("acme");
        assertThat(new UsageEventCodec().decode(message.value())).isEqualTo(event);
        assertThat(message.headers().lastHeader("ce_id").value()).asString().isEqualTo("r1");
    }

    @Test
    void shouldHandOverWhatWaitsBeforeItCloses() {
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        var publisher = new UsageEventPublisher(producer, () -> 0);
        for (int i = 0; i < 2_000; i++) {
            publisher.publish(event("r" + i));
        }

        publisher.close(Duration.ofSeconds(10));

        assertThat(producer.history()).hasSize(2_000);
        assertThat(publisher.lost()).isZero();
    }

    @Test
    void shouldCountWhatKafkaRefuses() {
        var producer = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        try (var publisher = new UsageEventPublisher(producer, () -> 0)) {
            publisher.publish(event("r1"));
            await().until(() -> producer.errorNext(new IllegalStateException("refused")));
            await().until(() -> publisher.lost() == 1);
        }
    }

    private static UsageEvent event(String id) {
        return new UsageEvent(
                id,
                Instant.parse("2026-11-21T10:00:00Z"),
                "node-1",
                7,
                new Caller("acme", "cc-1", "shop", "web", "", Map.of()),
                new Request("chat/completions", "gpt-4o", "gpt-4o", false),
                Served.NOBODY,
                new Outcome(Outcome.Kind.DENIED, 429, "rate_limit_exceeded"),
                Tokens.NONE,
                new Timing(-1, 1));
    }
}
