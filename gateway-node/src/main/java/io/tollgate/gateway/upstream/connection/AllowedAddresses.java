package io.tollgate.gateway.upstream.connection;

import java.net.InetAddress;

/** Which addresses the node may connect to for a backend. Thread-safe. */
@FunctionalInterface
public interface AllowedAddresses {

    /** No address is refused. */
    AllowedAddresses ALL = (host, address) -> true;

    /**
     * Whether the node may connect.
     *
     * @param host the name or the literal address in the backend's URL
     * @param address what it stands for
     */
    boolean allows(String host, InetAddress address);
}
