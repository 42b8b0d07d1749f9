package io.tollgate.gateway.model;

import java.net.InetAddress;
import java.util.Locale;

/** What may be said of a caller's address in an event: where it lies, and not what it is. */
public enum AddressClass {
    /** The same machine. */
    LOOPBACK,
    /** A private network: RFC 1918, RFC 4193, link-local. */
    PRIVATE,
    /** Anywhere else. */
    PUBLIC,
    /** There is no address. */
    UNKNOWN;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int IPV6_BYTES = 16;

    /** Where {@code address}, which may be null, lies. */
    public static AddressClass of(InetAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        boolean isPrivate = address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal(address);
        return isPrivate ? PRIVATE : PUBLIC;
    }

    private static boolean isUniqueLocal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV6_BYTES && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    }

    /** The name in events; empty when nothing is known. */
    public String wireName() {
        return this == UNKNOWN ? "" : name().toLowerCase(Locale.ROOT);
    }
}
