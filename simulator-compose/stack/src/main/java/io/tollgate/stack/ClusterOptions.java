package io.tollgate.stack;

import io.tollgate.stack.process.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What to start and where.
 *
 * @param root the repository, built
 * @param state the directory that the cluster may use and write its status to
 * @param nodes number of gateway nodes, 1 to {@value #MOST_NODES}
 * @param ports fixed ports; anything absent is a free one
 * @param environment given to every Tollgate process on top of what they need, and read for external servers
 * @param progress told what happens while it happens, from several threads
 */
public record ClusterOptions(
        Path root,
        Path state,
        int nodes,
        Map<Listener, Integer> ports,
        Map<String, String> environment,
        Consumer<String> progress) {

    /** More would only fight for the machine. */
    public static final int MOST_NODES = 16;

    public ClusterOptions {
        ports = Map.copyOf(ports);
        environment = Map.copyOf(environment);
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IllegalArgumentException("'nodes' must be 1 to " + MOST_NODES + ", not " + nodes);
        }
    }

    /** What listens. Several nodes or simulators take consecutive ports from the first. */
    public enum Listener {
        NODE,
        QUOTA_SERVICE,
        USAGE_CONSUMER,
        SIMULATOR,
        REDIS,
        KAFKA,
        POSTGRES;

        /** The command-line option that fixes the port. */
        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-port";
        }
    }

    /** Two nodes on free ports, embedded servers, silent. */
    public static ClusterOptions in(Path root, Path state) {
        return new ClusterOptions(root, state, 2, Map.of(), Map.of(), line -> {});
    }

    /** The repository's root as the build's tests are told, else the working directory. */
    public static Path rootOfThisBuild() {
        return Path.of(System.getProperty("tollgate.root.dir", "")).toAbsolutePath();
    }

    /** The same with another number of nodes. */
    public ClusterOptions withNodes(int number) {
        return new ClusterOptions(root, state, number, ports, environment, progress);
    }

    /** The same with a fixed port; 0 is a free one. */
    public ClusterOptions withPort(Listener listener, int port) {
        var more = new HashMap<>(ports);
        more.put(listener, port);
        return new ClusterOptions(root, state, nodes, more, environment, progress);
    }

    /** The same with more fixed ports. */
    public ClusterOptions withPorts(Map<Listener, Integer> additional) {
        var more = new HashMap<>(ports);
        more.putAll(additional);
        return new ClusterOptions(root, state, nodes, more, environment, progress);
    }

    /** The same with more environment variables. */
    public ClusterOptions withEnvironment(Map<String, String> additional) {
        var more = new HashMap<>(environment);
        more.putAll(additional);
        return new ClusterOptions(root, state, nodes, ports, more, progress);
    }

    /** The same, telling {@code listener} what happens. */
    public ClusterOptions withProgress(Consumer<String> listener) {
        return new ClusterOptions(root, state, nodes, ports, environment, listener);
    }

    int port(Listener listener) {
        int fixed = ports.getOrDefault(listener, 0);
        return fixed == 0 ? Ports.free() : fixed;
    }

    List<Integer> ports(Listener listener, int count) {
        int fixed = ports.getOrDefault(listener, 0);
        return fixed == 0
                ? Ports.free(count)
                : java.util.stream.IntStream.range(fixed, fixed + count).boxed().toList();
    }

    /** Does not show the environment, which holds secrets. */
    @Override
    public String toString() {
        return "ClusterOptions[" + nodes + " nodes in " + state + "]";
    }
}
