package io.tollgate.usage.rerating;

import io.tollgate.usage.store.StoreUnavailableException;
import io.tollgate.usage.store.lead.Lead;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Compares what was priced with the cards in force, and writes the difference. Works on a snapshot: what is ingested meanwhile
 * was priced when it came, and is for the next time. Of all consumers one writes at a time. Thread-safe.
 */
@Singleton
public final class Rerater {

    /** For one statement: a month may have millions of sums. */
    private static final int PATIENCE_MILLIS = 600_000;

    private final DataSource source;

    Rerater(DataSource source) {
        this.source = source;
    }

    /** Another re-rating is under way. */
    static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("another re-rating is under way");
        }
    }

    /**
     * What {@link #adjust} would do.
     *
     * @throws StoreUnavailableException when the store did not answer
     */
    Difference find(ReratingOrder order) {
        try (Connection connection = source.getConnection()) {
            return compared(connection, order, false);
        } catch (SQLException e) {
            throw new StoreUnavailableException("comparing prices", e);
        }
    }

    /**
     * Whether {@link #adjust} would do anything; ends with the first day on which it would.
     *
     * @throws StoreUnavailableException when the store did not answer
     */
    boolean differs(ReratingOrder order) {
        for (ReratingOrder day : order.days()) {
            if (find(day).rows() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds adjustments, all of them or none. Doing it again finds nothing.
     *
     * @throws BusyException when another re-rating is under way
     * @throws StoreUnavailableException when the store did not answer
     */
    Difference adjust(ReratingOrder order) {
        // Before the snapshot, which would not show what the one before has written.
        try (Connection connection = source.getConnection();
                Lead lead = Lead.tryTake(connection, Lead.Task.RERATING)) {
            if (!lead.isTaken()) {
                throw new BusyException();
            }
            return compared(connection, order, true);
        } catch (SQLException e) {
            throw new StoreUnavailableException("adjusting prices", e);
        }
    }

    private static Difference compared(Connection connection, ReratingOrder order, boolean write) throws SQLException {
        int usualMillis = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
        connection.setAutoCommit(false);
        try (Statement begin = connection.createStatement()) {
            begin.execute(ReratingSql.SNAPSHOT);
            var comparison = new Comparison(connection, order);
            Difference found = comparison.find();
            if (!write || found.rows() == 0) {
                return found;
            }
            long id = comparison.write();
            connection.commit();
            return new Difference(Optional.of(id), found.rows(), found.costs());
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, usualMillis);
        }
    }
}
