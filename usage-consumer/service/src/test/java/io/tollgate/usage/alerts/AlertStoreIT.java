package io.tollgate.usage.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.catalog.LimitPeriod;
import io.tollgate.usage.store.Schema;
import io.tollgate.usage.support.UsageServers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a transaction that nobody else sees, so that nobody else delivers. */
@QuarkusTest
@QuarkusTestResource(UsageServers.class)
class AlertStoreIT {

    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Inject
    DataSource source;

    @Inject
    Schema schema;

    @Inject
    AlertStore store;

    private final String budget = "b-" + UUID.randomUUID();
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        schema.migrate();
        connection = source.getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void shouldNoteEachPercentageOfAPeriodOnce() throws SQLException {
        store.record(connection, List.of(alert(50, "first"), alert(80, "first")));
        store.record(connection, List.of(alert(50, "second"), alert(80, "second"), alert(100, "second")));

        assertThat(store.of(connection, budget, LimitPeriod.MONTH, NOVEMBER))
                .containsExactly(alert(50, "first"), alert(80, "first"), alert(100, "second"));
        assertThat(waiting(NOW)).hasSize(3);
    }

    @Test
    void shouldTellOfADayThatBeginsWithTheMonthApart() throws SQLException {
        Alert ofTheDay = new Alert(budget, LimitPeriod.DAY, NOVEMBER, 50, NOW, "day");

        store.record(connection, List.of(alert(50, "month")));
        store.record(connection, List.of(ofTheDay));

        assertThat(waiting(NOW))
                .extracting(delivery -> delivery.alert().id())
                .containsExactly(budget + "/month/2026-11-01T00:00:00Z/50", budget + "/day/2026-11-01T00:00:00Z/50");
        assertThat(store.of(connection, budget, LimitPeriod.DAY, NOVEMBER)).containsExactly(ofTheDay);
    }

    @Test
    void shouldTryAgainLaterAndNotAfterItHasArrived() throws SQLException {
        store.record(connection, List.of(alert(50, "m")));

        assertThat(store.failed(connection, Channel.WEBHOOK, only(NOW).orElseThrow(), NOW))
                .isTrue();
        assertThat(only(NOW)).isEmpty();
        Delivery again = only(NOW.plusSeconds(1)).orElseThrow();
        assertThat(again.tries()).isEqualTo(1);
        assertThat(again.alert()).isEqualTo(alert(50, "m"));

        store.delivered(connection, Channel.WEBHOOK, again, NOW);
        assertThat(only(NOW.plusSeconds(1_000_000))).isEmpty();
        assertThat(store.waiting(connection, Channel.EVENT, NOW))
                .anyMatch(delivery -> delivery.alert().budget().equals(budget));
    }

    @Test
    void shouldGiveUpAWebhookAfterTwentyTries() throws SQLException {
        store.record(connection, List.of(alert(50, "m")));
        Instant now = NOW;
        for (int tries = 0; tries < 19; tries++) {
            assertThat(store.failed(connection, Channel.WEBHOOK, only(now).orElseThrow(), now))
                    .isTrue();
            now = now.plusSeconds(600);
        }

        assertThat(store.failed(connection, Channel.WEBHOOK, only(now).orElseThrow(), now))
                .isFalse();
        assertThat(only(now.plusSeconds(1_000_000))).isEmpty();
    }

    private Optional<Delivery> only(Instant now) throws SQLException {
        return waiting(now).stream().findFirst();
    }

    private List<Delivery> waiting(Instant now) throws SQLException {
        return store.waiting(connection, Channel.WEBHOOK, now).stream()
                .filter(delivery -> delivery.alert().budget().equals(budget))
                .toList();
    }

    private Alert alert(int percent, String message) {
        return new Alert(budget, LimitPeriod.MONTH, NOVEMBER, percent, NOW, message);
    }
}
