package io.tollgate.ledger.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where Redis is. Forms, each also with {@code rediss} for TLS:
 *
 * <ul>
 *   <li>{@code redis://[[user]:password@]host[:port][/database]}
 *   <li>{@code redis-sentinel://[[user]:password@]host[:port],host[:port]/master[/database]}
 *   <li>{@code redis-cluster://[[user]:password@]host[:port],host[:port]}
 * </ul>
 *
 * Ports default to 6379, Sentinel's to 26379. User and password are percent-decoded.
 *
 * @param nodes each as {@code redis://host:port} or {@code rediss://host:port}
 * @param user or null
 * @param password or null; never in {@link #toString} or in a message
 * @param master the name that the Sentinels know, else null
 */
record RedisAddress(Topology topology, List<String> nodes, String user, String password, int database, String master) {

    /** How the servers are arranged. */
    enum Topology {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    private static final String FORMS = "a Redis URL is redis://[:password@]host:port[/db], "
            + "redis-sentinel://host:port,host:port/master[/db] or redis-cluster://host:port,host:port; rediss for TLS";
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /** Throws IllegalArgumentException, without the URL in its message, when it has none of the forms. */
    static RedisAddress parse(String url) {
        int colon = url == null ? -1 : url.indexOf("://");
        require(colon > 0);
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + "://".length());
        int slash = rest.indexOf('/', rest.lastIndexOf('@') + 1);
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        List<String> path = slash < 0 ? List.of() : segments(rest.substring(slash + 1));
        int at = authority.lastIndexOf('@');
        String[] login = at < 0 ? new String[] {"", ""} : login(authority.substring(0, at));
        String prefix = scheme.startsWith("rediss") ? "rediss://" : "redis://";
        String hosts = authority.substring(at + 1);
        return switch (scheme) {
            case "redis", "rediss" -> {
                List<String> nodes = nodes(prefix, hosts, REDIS_PORT);
                require(nodes.size() == 1);
                yield of(Topology.SINGLE, nodes, login, path, null);
            }
            case "redis-sentinel", "rediss-sentinel" -> {
                require(!path.isEmpty());
                List<String> nodes = nodes(prefix, hosts, SENTINEL_PORT);
                yield of(Topology.SENTINEL, nodes, login, path.subList(1, path.size()), path.getFirst());
            }
            case "redis-cluster", "rediss-cluster" -> {
                require(path.isEmpty());
                yield of(Topology.CLUSTER, nodes(prefix, hosts, REDIS_PORT), login, path, null);
            }
            default -> throw new IllegalArgumentException(FORMS);
        };
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return topology.name().toLowerCase(Locale.ROOT) + " " + String.join(",", nodes)
                + (master == null ? "" : " master " + master);
    }

    private static RedisAddress of(
            Topology topology, List<String> nodes, String[] login, List<String> path, String master) {
        require(path.size() <= 1);
        int database = path.isEmpty() ? 0 : number(path.getFirst());
        return new RedisAddress(topology, nodes, orNull(login[0]), orNull(login[1]), database, master);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static String[] login(String userInfo) {
        int colon = userInfo.indexOf(':');
        require(colon >= 0);
        return new String[] {decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1))};
    }

    private static List<String> nodes(String prefix, String hosts, int defaultPort) {
        List<String> nodes = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            int colon = host.lastIndexOf(':');
            boolean withPort = colon > host.lastIndexOf(']');
            String name = withPort ? host.substring(0, colon) : host;
            int port = withPort ? number(host.substring(colon + 1)) : defaultPort;
            require(!name.isBlank() && port > 0 && port < 65_536);
            nodes.add(prefix + name + ":" + port);
        }
        return nodes;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new IllegalArgumentException("user and password of a Redis URL are percent-encoded");
        }
    }

    private static int number(String digits) {
        require(digits.matches("[0-9]{1,5}"));
        return Integer.parseInt(digits);
    }

    private static String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException(FORMS);
        }
    }
}
