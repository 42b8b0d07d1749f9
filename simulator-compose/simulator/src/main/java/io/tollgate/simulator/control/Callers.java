package io.tollgate.simulator.control;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Tells calls of programs from those that a page in somebody's browser makes. A page of another origin says so in {@code Origin};
 * one whose name was made to lead here (DNS rebinding) says so in {@code Host}, which is looked at where no key is needed.
 */
final class Callers {

    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

    private Callers() {}

    /** Whether the call may come from a page of another origin; {@code open} where no key keeps it out. */
    static boolean isForeign(HttpServerRequest request, boolean open) {
        HostAndPort host = request.authority();
        if (open && (host == null || !isLoopback(host.host()))) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && (host == null || !origin.equals(request.scheme() + "://" + host));
    }

    /** Whether {@code host}, as in a URL, is this machine under a name that cannot be made to lead elsewhere. */
    private static boolean isLoopback(String host) {
        try {
            return "localhost".equalsIgnoreCase(host)
                    || InetAddress.ofLiteral(BRACKETS.matcher(host).replaceAll(""))
                            .isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
