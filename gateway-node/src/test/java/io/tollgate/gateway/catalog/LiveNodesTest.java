package io.tollgate.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveNodesTest {

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final LiveNodes nodes = new LiveNodes(() -> Instant.ofEpochMilli(millis.get()));

    @Test
    void shouldCountThoseThatHaveReportedLately() {
        assertThat(nodes.count()).isEqualTo(1);

        nodes.heard(Map.of("a", "7:1000000", "b", "7:995000", "c", "7:994999", "d", "unreadable"));

        assertThat(nodes.count()).isEqualTo(2);
    }

    @Test
    void shouldForgetANodeLate() {
        nodes.heard(Map.of("a", "1:1000000", "b", "1:1000000"));

        for (int second = 1; second < 10; second++) {
            nodes.heard(Map.of());
            assertThat(nodes.count()).isEqualTo(2);
        }
        nodes.heard(Map.of());
        assertThat(nodes.count()).isEqualTo(1);
    }
}
