package io.tollgate.usage.provisioned;

import io.tollgate.usage.store.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Sums up what provisioned hours cost. Thread-safe. */
@Singleton
public final class ProvisionedCost {

    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final DataSource source;
    private final InstantSource clock;

    ProvisionedCost(DataSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * What the hours that begin from {@code from} on and before {@code to} cost, as far as they have begun.
     *
     * @throws StoreUnavailableException when the store did not answer in time
     */
    public ProvisionedReport report(Instant from, Instant to, Method method) {
        Instant now = clock.instant();
        Instant end = to.isAfter(now) ? now : to;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement begin = connection.createStatement()) {
                begin.execute(SNAPSHOT);
                var reader = new ProvisionedReader(connection, method, from, end);
                return new ProvisionedReport(
                        from.toString(), to.toString(), method.wireName(), reader.deployments(reader.lines()));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("summing up provisioned hours", e);
        }
    }
}
