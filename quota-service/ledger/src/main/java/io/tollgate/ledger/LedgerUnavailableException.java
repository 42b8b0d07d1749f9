package io.tollgate.ledger;

/**
 * The store could not be asked, or did not answer in time. Carries no stack trace: it would show a thread of the store's
 * client, and under an outage there is one exception per request.
 */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
