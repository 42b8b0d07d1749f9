package io.tollgate.gateway.upstream;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers cross the gateway.
 *
 * <p>To the backend goes what the caller sends, except what belongs to the connection, what belongs to the caller's
 * account, what says who or where the caller is, and what is meant for Tollgate. To the caller goes only what is listed,
 * since a backend's headers tell its name, its address and its own limits.
 */
final class HeaderPolicy {

    /** How the gateway introduces itself. */
    private static final String USER_AGENT = "tollgate";

    /** Of one hop (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110</a>), or set anew for the next. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect",
            "host",
            "content-length",
            "accept-encoding");

    /** What a caller's key may stand in. */
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key", "ocp-apim-subscription-key");

    /** A text that is shorter is found in other headers by chance. */
    private static final int MIN_SECRET_LENGTH = 8;

    /** Whose account a key is to be charged to. */
    private static final Set<String> OF_THE_ACCOUNT = Set.of("cookie", "openai-organization", "openai-project");

    /** Who or where the caller is. */
    private static final Set<String> OF_THE_CALLER = Set.of(
            "forwarded",
            "via",
            "from",
            "origin",
            "referer",
            "user-agent",
            "baggage",
            "client-ip",
            "true-client-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-real-ip",
            "x-original-host",
            "x-ms-useragent");

    private static final Set<String> FOR_TOLLGATE = Set.of("x-priority");

    /** What would choose another deployment, method or path than the gateway does. */
    private static final Set<String> ROUTING = Set.of(
            "x-ms-spillover-deployment",
            "x-ms-oai-image-generation-deployment",
            "azureml-model-deployment",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-original-url",
            "x-rewrite-url");

    private static final Set<String> NOT_TO_BACKENDS =
            union(OF_THE_CONNECTION, CREDENTIALS, OF_THE_ACCOUNT, OF_THE_CALLER, FOR_TOLLGATE, ROUTING);

    /** The same, whatever the rest of the name is. */
    private static final String[] PREFIXES_NOT_TO_BACKENDS = {
        "x-tollgate-",
        "x-forwarded-",
        "x-stainless-",
        "x-envoy-",
        "x-arr-",
        "x-ms-client-principal",
        "cf-",
        "sec-",
        "proxy-"
    };

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

    /** Copies what a backend may see: also no header, whatever its name, in which the caller's key stands. */
    static void toBackend(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        List<String> secrets = secrets(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean mayPass = !NOT_TO_BACKENDS.contains(name) && !named.contains(name) && !hasPrefix(name);
            if (mayPass && !holdsAny(header.getValue(), secrets)) {
                to.add(name, header.getValue());
            }
        }
        to.set("user-agent", USER_AGENT);
    }

    private static List<String> secrets(MultiMap headers) {
        List<String> secrets = new ArrayList<>(1);
        for (String name : CREDENTIALS) {
            String value = headers.get(name);
            if (value != null) {
                String secret = value.substring(value.lastIndexOf(' ') + 1);
                if (secret.length() >= MIN_SECRET_LENGTH) {
                    secrets.add(secret);
                }
            }
        }
        return secrets;
    }

    private static boolean holdsAny(String value, List<String> secrets) {
        for (String secret : secrets) {
            if (value.contains(secret)) {
                return true;
            }
        }
        return false;
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

    /** Headers that the caller's {@code Connection} declares to be of one hop. */
    private static Set<String> namedByConnection(MultiMap headers) {
        String connection = headers.get("connection");
        if (connection == null || connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String value : headers.getAll("connection")) {
            for (String name : value.split(",", -1)) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    private static boolean hasPrefix(String name) {
        for (String prefix : PREFIXES_NOT_TO_BACKENDS) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return Set.copyOf(all);
    }
}
