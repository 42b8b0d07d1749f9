package io.tollgate.ledger;

/**
 * The store could not be asked, or did not answer in time. Carries no stack trace: it would show a thread of the store's
 * client, and under an outage there is one exception per request.
 */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what became of the command; null when it was not sent */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /** Whether the command may have been carried out although there was no answer. */
    public boolean mayHaveTakenEffect() {
        return getCause() != null;
    }
}
