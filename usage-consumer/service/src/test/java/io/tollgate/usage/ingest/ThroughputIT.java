package io.tollgate.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tollgate.events.UsageEvent;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.usage.support.Events;
import io.tollgate.usage.support.Injected;
import io.tollgate.usage.support.Producer;
import io.tollgate.usage.support.Usage;
import io.tollgate.usage.support.UsageServers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The short version of {@code ./tollgate bench ingest}. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class ThroughputIT {

    private static final int EVENTS = 50_000;

    /** A twentieth of what an idle machine does: batches of one, or a scan for each, are slower than this. */
    private static final double LEAST_PER_SECOND = 1_000;

    @Injected
    PostgresServer postgres;

    @ConfigProperty(name = "tollgate.kafka.bootstrap-servers")
    String bootstrapServers;

    @Test
    void shouldWorkOffABacklog() {
        Events events = Events.ofNewTenant();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Usage.awaitNoLag();
        postgres.kill();
        try (Producer producer = new Producer(bootstrapServers)) {
            List<Integer> thousand = Collections.nCopies(1_000, 0);
            for (int sent = 0; sent < EVENTS; sent += thousand.size()) {
                producer.send(thousand.stream().map(i -> event(events)).toList());
            }
        }
        postgres.restart();
        long start = System.nanoTime();

        Usage.awaitNoLag(Duration.ofMinutes(2));

        double perSecond = EVENTS * 1e9 / (System.nanoTime() - start);
        System.out.printf("%,d events ingested at %,.0f per second%n", EVENTS, perSecond);
        Map<String, String> march = Map.of("from", "2026-03-01", "to", "2026-04-01");
        assertThat(Usage.awaitRequests(events, march, EVENTS).getLong("totals.requests"))
                .isEqualTo(EVENTS);
        assertThat(perSecond).isGreaterThan(LEAST_PER_SECOND);
    }

    private static UsageEvent event(Events events) {
        return events.completed("2026-03-05T10:15:30Z", "gpt-4o", "payg-1", Events.tokens(10, 0, 5));
    }
}
