package io.tollgate.usage.store.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LeadIT {

    @Test
    void shouldBeOneConsumersAtATimeAndTheNextOnesAfterIt() throws SQLException {
        try (Connection one = connection();
                Connection other = connection()) {
            try (Lead mine = Lead.tryTake(one, Lead.Task.BUDGETS);
                    Lead theirs = Lead.tryTake(other, Lead.Task.BUDGETS);
                    Lead something = Lead.tryTake(other, Lead.Task.ALERT_EVENTS)) {
                assertThat(mine.isTaken()).isTrue();
                assertThat(theirs.isTaken()).isFalse();
                assertThat(something.isTaken()).isTrue();
            }
            try (Lead theirs = Lead.tryTake(other, Lead.Task.BUDGETS)) {
                assertThat(theirs.isTaken()).isTrue();
            }
        }
    }

    @Test
    void shouldEndWithTheConnectionOfAConsumerThatDies() throws SQLException {
        try (Connection other = connection()) {
            Connection one = connection();
            assertThat(Lead.tryTake(one, Lead.Task.ALERT_WEBHOOKS).isTaken()).isTrue();
            assertThat(Lead.tryTake(other, Lead.Task.ALERT_WEBHOOKS).isTaken()).isFalse();

            one.close();

            await().until(() -> Lead.tryTake(other, Lead.Task.ALERT_WEBHOOKS).isTaken());
        }
    }

    private static Connection connection() throws SQLException {
        PostgresServer postgres = TestServers.postgres();
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
