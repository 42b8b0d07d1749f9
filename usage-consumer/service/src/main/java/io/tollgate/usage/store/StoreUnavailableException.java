package io.tollgate.usage.store;

import java.sql.SQLException;

/** PostgreSQL could not do what was asked. Nothing was written, or whether it was is unknown: ask again. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code doing} failed with {@code cause}. */
    public StoreUnavailableException(String doing, SQLException cause) {
        super(
                doing + " failed, SQLSTATE " + cause.getSQLState() + ", "
                        + cause.getClass().getSimpleName(),
                cause);
    }

    /** {@code problem} kept it from being done. */
    public StoreUnavailableException(String problem) {
        super(problem);
    }
}
