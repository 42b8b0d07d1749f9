package io.tollgate.gateway.upstream.connection;

/** A backend's name stands for no address that the node may connect to. */
final class NotAllowedException extends Exception {

    private static final long serialVersionUID = 1L;

    NotAllowedException(String host) {
        super("'" + host + "' has no address that backends may have on this node", null, false, false);
    }
}
