package io.tollgate.quota.store;

import io.tollgate.catalog.codec.CatalogCodec;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Transactions on the catalog. Thread-safe; every call blocks its thread and fails with
 * {@link StoreUnavailableException} when PostgreSQL does not answer.
 */
@Singleton
public class CatalogStore {

    private static final String ONE_VIEW = "set transaction isolation level repeatable read read only";
    private static final String VERSION = "select version from catalog.state";
    private static final String NEXT_VERSION = "update catalog.state set version = version + 1 returning version";

    private final DataSource dataSource;
    private final CatalogCodec codec;

    public CatalogStore(DataSource dataSource, CatalogCodec codec) {
        this.dataSource = dataSource;
        this.codec = codec;
    }

    /** Runs {@code work} on one consistent view of the catalog. */
    public <R> R read(Function<Tx, R> work) {
        return inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(ONE_VIEW);
            }
            return work.apply(begin(connection, VERSION));
        });
    }

    /**
     * Runs {@code work} as the only change at its time. What it wrote is checked as a whole and committed under a new
     * version; when it wrote nothing that differs, the version stays as it was.
     *
     * @throws io.tollgate.catalog.rules.InvalidCatalogException when the catalog would contradict itself; nothing is changed
     */
    public <R> Changed<R> change(Function<Tx, R> work) {
        return change(work, true);
    }

    /** As {@link #change}, with every check, but nothing is kept. */
    public <R> Changed<R> rehearse(Function<Tx, R> work) {
        return change(work, false);
    }

    /** Moves the version past {@code version}, which a store that was restored from a backup has fallen behind. */
    public long moveVersionPast(long version) {
        return inTransaction(connection -> {
            try (var statement = connection.prepareStatement(
                    "update catalog.state set version = greatest(version, ?) + 1 returning version")) {
                statement.setLong(1, version);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private <R> Changed<R> change(Function<Tx, R> work, boolean keep) {
        return inTransaction(connection -> {
            Tx tx = begin(connection, NEXT_VERSION);
            R result = work.apply(tx);
            CatalogRules.check(tx);
            if (keep && tx.hasChanges()) {
                return new Changed<>(result, tx.version());
            }
            connection.rollback();
            return new Changed<>(result, tx.version() - 1);
        });
    }

    private Tx begin(Connection connection, String versionSql) throws SQLException {
        try (var statement = connection.prepareStatement(versionSql);
                var row = statement.executeQuery()) {
            row.next();
            return new Tx(connection, codec, row.getLong(1));
        }
    }

    private <R> R inTransaction(Work<R> work) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                R result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException(e);
        }
    }

    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }
}
