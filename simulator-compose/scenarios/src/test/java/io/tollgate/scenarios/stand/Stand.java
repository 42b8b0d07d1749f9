package io.tollgate.scenarios.stand;

import io.tollgate.scenarios.calls.Caller;
import io.tollgate.scenarios.calls.Stopwatch;
import io.tollgate.scenarios.stand.watch.AlertReceiver;
import io.tollgate.scenarios.stand.watch.NodeMetrics;
import io.tollgate.scenarios.stand.watch.RedisWatch;
import io.tollgate.scenarios.stand.watch.Sockets;
import io.tollgate.stack.Cluster;
import io.tollgate.stack.ClusterOptions;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.service.ServiceProcess;
import io.tollgate.stack.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cluster under test. The one that all scenarios share is started with the first that asks for it and ends with this JVM.
 * Each scenario makes tenants of its own and puts back what it has changed. Bounds on slow callers are set to a few seconds,
 * so that a scenario need not wait for minutes. Thread-safe.
 */
public final class Stand implements AutoCloseable {

    /** How long a node that is told to end serves on as if nothing were, but for its readiness. */
    public static final int DRAIN_DELAY_SECONDS = 2;

    /** How long a node waits for a request's body. */
    public static final int BODY_SECONDS = 3;

    /** How long a node waits for a caller who does not read. */
    public static final int STALL_SECONDS = 3;

    /** The largest body that a node takes. */
    public static final int MOST_BODY_BYTES = 1 << 20;

    private final Cluster cluster;
    private final Administration administration;
    private final Reports reports;
    private final Backends backends;
    private final AlertReceiver alerts;
    private final Budgets budgets;

    private Stand(Cluster cluster, AlertReceiver alerts) {
        this.cluster = cluster;
        this.alerts = alerts;
        var quotas = Api.at(cluster.quotaService().url(), cluster.adminKey());
        var usage = Api.at(cluster.usageConsumer().url(), cluster.adminKey());
        this.administration = new Administration(quotas);
        this.reports = new Reports(usage);
        this.budgets = new Budgets(quotas, usage, alerts);
        this.backends = new Backends(cluster.simulators().stream()
                .map(simulator -> new Backend(simulator.name(), simulator.url()))
                .toList());
    }

    /** Starts one for the caller alone, on an empty state directory. */
    public static Stand start(ClusterOptions options) {
        empty(options.state());
        var alerts = AlertReceiver.start();
        return new Stand(Cluster.start(options.withEnvironment(alerts.environment())), alerts);
    }

    /** The one of this JVM. */
    public static Stand shared() {
        return Shared.STAND;
    }

    private static final class Shared {
        private static final Stand STAND = start();

        private static Stand start() {
            Stopwatch asked = Stopwatch.start();
            var options = ClusterOptions.in(ClusterOptions.rootOfThisBuild(), Path.of("target", "cluster"))
                    .withEnvironment(Map.of(
                            "TOLLGATE_DRAIN_DELAY", DRAIN_DELAY_SECONDS + "s",
                            "TOLLGATE_LIMITS_BODY_TIMEOUT", BODY_SECONDS + "s",
                            "TOLLGATE_LIMITS_STALL_TIMEOUT", STALL_SECONDS + "s",
                            "TOLLGATE_LIMITS_MAX_BODY_BYTES", Integer.toString(MOST_BODY_BYTES)));
            var stand = Stand.start(options);
            Figures.say("cluster", "ready after %d ms", asked.millis());
            return stand;
        }
    }

    private static void empty(Path directory) {
        try {
            new StateDirectory(directory).wipe();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory, e);
        }
    }

    /** What administrators do. */
    public Administration administration() {
        return administration;
    }

    /** What finance reads. */
    public Reports reports() {
        return reports;
    }

    /** What finance bounds. */
    public Budgets budgets() {
        return budgets;
    }

    /** The simulated deployments. */
    public Backends backends() {
        return backends;
    }

    /** The credential that the simulators want. */
    public String backendKey() {
        return cluster.backendKey();
    }

    /** The processes themselves, for who ends and starts them. */
    public Cluster cluster() {
        return cluster;
    }

    /** How many gateway nodes there are. */
    public int nodes() {
        return cluster.nodes().size();
    }

    /** Redis; only when it was started here. */
    public RedisServer redis() {
        return cluster.redis().orElseThrow(() -> new IllegalStateException("this needs a Redis that was started here"));
    }

    /** Counts what Redis is asked, until it is closed. */
    public RedisWatch watchRedis() {
        return RedisWatch.on(redis().port());
    }

    /** How much all nodes have logged since they were started for the first time. */
    public long nodeLogBytes() {
        long bytes = 0;
        for (ServiceProcess node : cluster.nodes()) {
            try {
                bytes += Files.size(node.log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes;
    }

    /** The local ports of all nodes' connections. */
    public Set<Integer> nodePorts() {
        return cluster.nodes().stream()
                .flatMap(node -> Sockets.ports(node.pid()).stream())
                .collect(Collectors.toSet());
    }

    /** What all nodes that run say of themselves, added up. */
    public NodeMetrics metrics() {
        return cluster.nodes().stream()
                .map(node -> NodeMetrics.parse(
                        new Caller(node.url(), null).get("/q/metrics").text()))
                .reduce(new NodeMetrics(Map.of()), NodeMetrics::plus);
    }

    /** The URL of a gateway node, counted from 0. */
    public URI node(int index) {
        return cluster.node(index).url();
    }

    /** The process of a gateway node. */
    public ServiceProcess process(int node) {
        return cluster.node(node);
    }

    /** Memory that a node's process occupies, in MiB; 0 where the system has no {@code /proc}. */
    public long residentMib(int node) {
        try (var lines = Files.lines(proc(node).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
                    .findFirst()
                    .orElseThrow();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files and connections that a node's process has open; 0 where the system has no {@code /proc}. */
    public long openFiles(int node) {
        try (var open = Files.list(proc(node).resolve("fd"))) {
            return open.count();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path proc(int node) {
        return Path.of("/proc", Long.toString(process(node).pid()));
    }

    /** An application of {@code tenant} that calls a node. */
    public Caller caller(int node, Tenant tenant) {
        return new Caller(node(node), tenant.key());
    }

    /** Ends the cluster. Not for the shared one. */
    @Override
    public void close() {
        cluster.close();
        alerts.close();
    }
}
