package io.tollgate.usage.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.LimitPeriod;
import io.tollgate.usage.config.AlertConfig;
import io.tollgate.usage.config.KafkaConfig;
import io.tollgate.usage.support.Database;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertLoopIT {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final AlertConfig CONFIG =
            new AlertConfig(Optional.empty(), Optional.empty(), Duration.ofSeconds(1));

    private static Database database;

    private final List<String> told = new ArrayList<>();
    private final AlertStore store = new AlertStore(CONFIG);

    @BeforeAll
    static void startDatabase() {
        database = new Database().migrated("latest");
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @Test
    void shouldCountWhatFailsUnexpectedlyAndTellOfTheOthers() throws Exception {
        try (Connection connection = database.source().getConnection()) {
            store.record(connection, List.of(alert("bad"), alert("good")));
        }

        loop().round(messenger());
        loop().round(messenger());

        assertThat(told).containsExactly("bad", "good");
        assertThat(database.rows("SELECT a.budget, d.tries, d.delivered_at IS NOT NULL FROM usage.alert_delivery d"
                        + " JOIN usage.budget_alert a ON a.id = d.alert_id ORDER BY a.budget"))
                .containsExactly("bad|1|f", "good|0|t");
    }

    private AlertLoop loop() {
        return new AlertLoop(database.source(), store, CONFIG, new KafkaConfig(Map.of()), () -> NOW);
    }

    private static Alert alert(String budget) {
        return new Alert(budget, LimitPeriod.DAY, NOW, 50, NOW, "{}");
    }

    private Messenger messenger() {
        return new Messenger() {
            @Override
            public Channel channel() {
                return Channel.EVENT;
            }

            @Override
            public void tell(Alert alert) {
                told.add(alert.budget());
                if (alert.budget().equals("bad")) {
                    throw new IllegalStateException("unexpected");
                }
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
