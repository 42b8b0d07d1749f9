package io.tollgate.usage.pricing;

import io.tollgate.usage.quota.UnreadableListException;
import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.lead.Lead;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Writes what the quota service says into the store. Of several consumers one writes at a time, and asks once more before it
 * does, so that no older answer comes after a newer one. Thread-safe.
 */
@Singleton
final class CatalogCopy {

    private final DataSource source;
    private final CatalogReader catalog;

    CatalogCopy(DataSource source, CatalogReader catalog) {
        this.source = source;
        this.catalog = catalog;
    }

    /** What was written; empty when another consumer is at it. */
    Optional<CatalogReader.Answer> renew() throws IOException, InterruptedException, UnreadableListException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!Lead.tryTakeInTransaction(connection, Lead.Task.CATALOG)) {
                    connection.rollback();
                    return Optional.empty();
                }
                CatalogReader.Answer answer = catalog.ask();
                RateCardStore.replace(connection, answer.prices());
                DeploymentStore.add(connection, answer.deployments());
                connection.commit();
                return Optional.of(answer);
            } catch (SQLException | IOException | InterruptedException | UnreadableListException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("writing rate cards", e);
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
