package io.tollgate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.gateway.support.Deployments;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageRefusalsTest {

    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final UsageRefusals refusals = new UsageRefusals(() -> now);

    @Test
    void shouldNotAskForAnHour() {
        Deployment refusing = deployment("refusing");
        refusals.add(refusing);

        assertThat(refusals.mayAsk(refusing)).isFalse();
        assertThat(refusals.mayAsk(deployment("other"))).isTrue();
        now = now.plusMillis(UsageRefusals.REMEMBERED_MILLIS - 1);
        assertThat(refusals.mayAsk(refusing)).isFalse();
        now = now.plusMillis(1);
        assertThat(refusals.mayAsk(refusing)).isTrue();
    }

    private static Deployment deployment(String id) {
        return Deployments.at(id, URI.create("http://localhost:1"), Connection.DEFAULT, "env:KEY");
    }
}
