package io.tollgate.stack;

import io.tollgate.stack.ClusterOptions.Listener;
import io.tollgate.stack.admin.AdminCallException;
import io.tollgate.stack.admin.AdminClient;
import io.tollgate.stack.admin.DemoCatalog;
import io.tollgate.stack.backing.Backing;
import io.tollgate.stack.process.Ports;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.process.Waiting;
import io.tollgate.stack.service.ServiceProcess;
import io.tollgate.stack.service.ServiceSpec;
import io.tollgate.stack.state.Secrets;
import io.tollgate.stack.state.Secrets.TenantKey;
import io.tollgate.stack.state.StateDirectory;
import java.net.URI;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * One start of a cluster: everything at once that does not need something else, each step announced when it is done.
 *
 * <pre>
 * simulators
 * Redis, PostgreSQL → quota service → catalog, keys ┐
 * PostgreSQL, Kafka → usage consumer                ├ applied on every node
 * Redis, Kafka      → nodes                         ┘
 * </pre>
 */
final class ClusterStart {

    private static final Duration APPLIED = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int NOT_FOUND = 404;

    private final ClusterOptions options;
    private final StateDirectory state;
    private final FileLock claim;
    private final Processes processes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private volatile Secrets secrets;

    ClusterStart(ClusterOptions options, StateDirectory state, FileLock claim) {
        this.options = options;
        this.state = state;
        this.claim = claim;
        this.processes = new Processes(state, options.nodes());
        this.secrets = state.secrets();
    }

    Cluster run() {
        try {
            requireFreePorts();
            state.write(secrets);
            startAll();
            var cluster = new Cluster(state, claim, processes, secrets);
            state.write(cluster.status());
            return cluster;
        } catch (RuntimeException e) {
            threads.shutdownNow();
            threads.close();
            processes.stop();
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private void requireFreePorts() {
        options.ports().forEach((listener, port) -> {
            if (port != 0 && Ports.open(port)) {
                throw new IllegalStateException("Port " + port + ", wanted by " + listener.option()
                        + ", is taken. Give it another, or leave the option out to get a free one.");
            }
        });
    }

    private void startAll() {
        var programs = new Programs(options, state, secrets);
        int quotaPort = options.port(Listener.QUOTA_SERVICE);
        var quotaUrl = URI.create("http://127.0.0.1:" + quotaPort);
        var environment = options.environment();
        var data = state.data();
        var simulators = startSimulators(programs);
        var redis = step(() -> {
            processes.addRedis(Backing.redis(environment, data, options.port(Listener.REDIS)));
            say("Redis", processes.redis());
        });
        var kafka = step(() -> {
            processes.addKafka(Backing.kafka(environment, data, options.port(Listener.KAFKA)));
            say("Kafka", processes.kafka());
        });
        var postgres = step(() -> {
            processes.addPostgres(Backing.postgres(environment, data, options.port(Listener.POSTGRES)));
            say("PostgreSQL", processes.postgres());
        });
        var quota = step(() -> startService(programs.quotaService(quotaPort, servers())), redis, postgres);
        var usage = step(
                () -> startService(programs.usageConsumer(options.port(Listener.USAGE_CONSUMER), servers(), quotaUrl)),
                postgres,
                kafka);
        var nodes = startNodes(programs, redis, kafka);
        // A node is ready once it has a catalog, so this must not wait for the nodes.
        var catalog = step(this::applyCatalog, simulators, quota);
        await(CompletableFuture.allOf(catalog, usage, nodes));
        awaitApplied();
    }

    private CompletableFuture<Void> startSimulators(Programs programs) {
        var ports = options.ports(Listener.SIMULATOR, SimulatedBackend.DEMO.size());
        return CompletableFuture.allOf(IntStream.range(0, ports.size())
                .mapToObj(i -> step(() -> startService(programs.simulator(SimulatedBackend.DEMO.get(i), ports.get(i)))))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> startNodes(Programs programs, CompletableFuture<?>... needs) {
        var ports = options.ports(Listener.NODE, options.nodes());
        return CompletableFuture.allOf(IntStream.range(0, ports.size())
                .mapToObj(i ->
                        step(() -> startService(programs.node(Processes.nodeName(i), ports.get(i), servers())), needs))
                .toArray(CompletableFuture<?>[]::new));
    }

    private void startService(ServiceSpec spec) {
        var service = ServiceProcess.start(spec);
        processes.add(service);
        service.awaitReady();
        say(service.name(), service.url() + ", pid " + service.pid());
    }

    /** What is not there yet is null, and not needed by who asks. */
    private Programs.Servers servers() {
        return new Programs.Servers(url(processes.redis()), url(processes.kafka()), url(processes.postgres()));
    }

    private static String url(Backing<?> backing) {
        return backing == null ? null : backing.url();
    }

    /** Runs {@code work} on a thread of its own once {@code needs} are done; the first failure ends the start. */
    private CompletableFuture<Void> step(Runnable work, CompletableFuture<?>... needs) {
        return CompletableFuture.allOf(needs).thenRunAsync(work, threads).whenComplete((done, problem) -> {
            if (problem != null) {
                failure.completeExceptionally(problem);
            }
        });
    }

    private void await(CompletableFuture<Void> all) {
        try {
            CompletableFuture.anyOf(all, failure).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : e;
        }
    }

    private void applyCatalog() {
        var admin = admin();
        Map<String, URI> urls = new HashMap<>();
        processes.simulators().forEach(simulator -> urls.put(simulator.name(), simulator.url()));
        var catalog = DemoCatalog.with(urls);
        admin.applyCatalog(catalog.yaml());
        catalog.tenants().forEach(tenant -> secrets = secrets.with(tenant, key(admin, tenant)));
        state.write(secrets);
        say("catalog", "demo tenants " + String.join(", ", catalog.tenants()));
    }

    private AdminClient admin() {
        return new AdminClient(processes.service(Processes.QUOTA_SERVICE).url(), secrets.admin());
    }

    /** The key of an earlier run while it is good, else a new one. */
    private TenantKey key(AdminClient admin, String tenant) {
        return secrets.of(tenant).filter(known -> isGood(admin, tenant, known)).orElseGet(() -> {
            var made = admin.createKey(tenant, "demo");
            return new TenantKey(made.path("id").asText(), made.path("key").asText());
        });
    }

    private static boolean isGood(AdminClient admin, String tenant, TenantKey known) {
        try {
            return !admin.get("/admin/v1/tenants/" + tenant + "/keys/" + known.id())
                    .path("revoked")
                    .asBoolean(true);
        } catch (AdminCallException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private void awaitApplied() {
        var admin = admin();
        var names = processes.nodes().stream().map(ServiceProcess::name).toList();
        boolean applied = Waiting.until(APPLIED, PAUSE, () -> {
            var answer = admin.get("/admin/v1/nodes");
            long version = answer.path("version").asLong();
            var ahead = StreamSupport.stream(answer.path("nodes").spliterator(), false)
                    .filter(node -> node.path("appliedVersion").asLong() >= version)
                    .map(node -> node.path("name").asText())
                    .toList();
            return ahead.containsAll(names) && processes.nodes().stream().allMatch(ServiceProcess::isReady);
        });
        if (!applied) {
            throw new StartFailedException(
                    "The nodes did not apply the catalog within " + APPLIED.toSeconds() + " s.",
                    processes.nodes().getFirst().log());
        }
    }

    private void say(String name, Object what) {
        options.progress().accept("%-15s %s".formatted(name, what));
    }
}
