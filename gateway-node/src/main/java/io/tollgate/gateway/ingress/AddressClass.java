package io.tollgate.gateway.ingress;

import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SocketAddressImpl;
import java.net.InetAddress;

/** What may be said of a caller's address in an event: where it lies, and not what it is. */
final class AddressClass {

    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int IPV6_BYTES = 16;

    private AddressClass() {}

    /** {@code loopback}, {@code private} or {@code public}; empty when there is no address. */
    static String of(SocketAddress caller) {
        return caller instanceof SocketAddressImpl known ? of(known.ipAddress()) : "";
    }

    static String of(InetAddress address) {
        if (address == null) {
            return "";
        }
        if (address.isLoopbackAddress()) {
            return "loopback";
        }
        boolean isPrivate = address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal(address);
        return isPrivate ? "private" : "public";
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV6_BYTES && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    }
}
