package io.tollgate.gateway.upstream;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers cross the gateway. To the backend: everything but credentials, what belongs to the connection, what says
 * where the caller is, and what is meant for Tollgate. To the caller: only what is listed, since a backend's headers tell
 * its name, its address and its own limits.
 */
final class HeaderPolicy {

    private static final Set<String> NOT_TO_BACKENDS = Set.of(
            "authorization",
            "api-key",
            "ocp-apim-subscription-key",
            "cookie",
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "accept-encoding",
            "forwarded",
            "via",
            "x-real-ip",
            "x-priority");

    private static final Set<String> TO_CALLERS = Set.of(
            "content-type",
            "content-encoding",
            "cache-control",
            "apim-request-id",
            "x-request-id",
            "x-ms-region",
            "x-ms-client-request-id",
            "openai-processing-ms",
            "openai-version");

    private HeaderPolicy() {}

    /** Copies what a backend may see. */
    static void toBackend(MultiMap from, MultiMap to) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NOT_TO_BACKENDS.contains(name)
                    && !name.startsWith("x-tollgate-")
                    && !name.startsWith("x-forwarded-")) {
                to.add(name, header.getValue());
            }
        }
    }

    /** Copies what a caller may see. */
    static void toCaller(MultiMap from, MultiMap to) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (TO_CALLERS.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }
}
