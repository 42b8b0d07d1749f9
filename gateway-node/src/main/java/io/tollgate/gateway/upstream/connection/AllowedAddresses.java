package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.rules.AddressPolicy;
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

    /** Whether the host may be called through a proxy, as far as its name alone tells. */
    default boolean allowsUnresolved(String host) {
        return true;
    }

    /** As the operator's rules say. */
    static AllowedAddresses by(AddressPolicy policy) {
        return new AllowedAddresses() {
            @Override
            public boolean allows(String host, InetAddress address) {
                return policy.allows(host, address);
            }

            @Override
            public boolean allowsUnresolved(String host) {
                return policy.isListed(host, AddressPolicy.literal(host));
            }
        };
    }
}
