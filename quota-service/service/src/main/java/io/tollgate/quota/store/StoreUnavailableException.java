package io.tollgate.quota.store;

/** PostgreSQL could not be asked, or refused. Whether a change was committed is then unknown. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailableException(Throwable cause) {
        super("the catalog store did not answer", cause);
    }
}
