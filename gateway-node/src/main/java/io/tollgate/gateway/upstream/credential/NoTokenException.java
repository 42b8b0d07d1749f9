package io.tollgate.gateway.upstream.credential;

/** There is no token at the moment. The log has said why. */
final class NoTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    NoTokenException(String reference) {
        super("there is no token for credential " + reference, null, false, false);
    }
}
