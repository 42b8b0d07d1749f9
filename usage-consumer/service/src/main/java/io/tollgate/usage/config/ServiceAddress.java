package io.tollgate.usage.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Reads addresses of other services. Messages never repeat them, since paths and queries may hold secrets. */
final class ServiceAddress {

    private ServiceAddress() {}

    /**
     * @param variable whose value it is, for messages
     * @param schemes those that it may have
     * @throws IllegalArgumentException when {@code text} is no such address of a host, or names a user or a fragment
     */
    static URI parse(String variable, String text, List<String> schemes) {
        URI address = uri(variable, text);
        String scheme = String.valueOf(address.getScheme());
        require(
                schemes.stream().anyMatch(scheme::equalsIgnoreCase),
                variable,
                "must begin with " + String.join(":// or ", schemes) + "://");
        require(address.getHost() != null, variable, "must name a host");
        require(address.getRawUserInfo() == null, variable, "must not hold user or password");
        require(address.getRawFragment() == null, variable, "must not have a fragment");
        return address;
    }

    private static URI uri(String variable, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(variable + " is no address, see position " + e.getIndex());
        }
    }

    private static void require(boolean holds, String variable, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(variable + " " + rule);
        }
    }
}
