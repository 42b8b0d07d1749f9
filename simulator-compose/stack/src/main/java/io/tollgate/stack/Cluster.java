package io.tollgate.stack;

import io.tollgate.stack.admin.AdminClient;
import io.tollgate.stack.process.StartFailedException;
import io.tollgate.stack.servers.KafkaServer;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.service.ServiceProcess;
import io.tollgate.stack.state.ClusterStatus;
import io.tollgate.stack.state.Secrets;
import io.tollgate.stack.state.StateDirectory;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A running cluster: real Redis, Kafka and PostgreSQL, three simulated backends, the quota service, the usage consumer
 * and gateway nodes, each a child process, with the demo catalog applied.
 *
 * <p>Ends with this JVM, however that ends; {@link #close} ends it in good order. Thread-safe.
 */
public final class Cluster implements AutoCloseable {

    private final StateDirectory state;
    private final FileLock claim;
    private final Processes processes;
    private final Secrets secrets;
    private final AdminClient admin;

    Cluster(StateDirectory state, FileLock claim, Processes processes, Secrets secrets) {
        this.state = state;
        this.claim = claim;
        this.processes = processes;
        this.secrets = secrets;
        this.admin = new AdminClient(processes.service(Processes.QUOTA_SERVICE).url(), secrets.admin());
    }

    /**
     * Starts a cluster and returns when every node is ready and has applied the demo catalog.
     *
     * @throws AlreadyRunningException when a running cluster uses the same state directory
     * @throws StartFailedException when a process does not start; nothing is left running
     * @throws IllegalStateException when something is not built; the message says what to do
     */
    public static Cluster start(ClusterOptions options) {
        var state = new StateDirectory(options.state());
        var claim = state.claim().orElseThrow(() -> new AlreadyRunningException(options.state()));
        try {
            return new ClusterStart(options, state, claim).run();
        } catch (RuntimeException e) {
            StateDirectory.release(claim);
            throw e;
        }
    }

    /** Somebody else's cluster has the state directory. */
    public static final class AlreadyRunningException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        AlreadyRunningException(java.nio.file.Path state) {
            super("a cluster is already running on " + state);
        }
    }

    /** The gateway nodes, in order. */
    public List<ServiceProcess> nodes() {
        return processes.nodes();
    }

    /** One gateway node, counted from 0. */
    public ServiceProcess node(int index) {
        return processes.nodes().get(index);
    }

    /** The quota service. */
    public ServiceProcess quotaService() {
        return processes.service(Processes.QUOTA_SERVICE);
    }

    /** The usage consumer. */
    public ServiceProcess usageConsumer() {
        return processes.service(Processes.USAGE_CONSUMER);
    }

    /** A simulated backend: {@code ptu-1}, {@code payg-1} or {@code payg-2}. */
    public ServiceProcess simulator(String name) {
        return processes.simulators().stream()
                .filter(simulator -> simulator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no simulator " + name));
    }

    /** The simulated backends. */
    public List<ServiceProcess> simulators() {
        return processes.simulators();
    }

    /** Redis, when it was started here. */
    public Optional<RedisServer> redis() {
        return processes.redis().server();
    }

    /** Kafka, when it was started here. */
    public Optional<KafkaServer> kafka() {
        return processes.kafka().server();
    }

    /** PostgreSQL, when it was started here. */
    public Optional<PostgresServer> postgres() {
        return processes.postgres().server();
    }

    /** The admin API, with the admin key. */
    public AdminClient admin() {
        return admin;
    }

    /** Opens the admin API and the chargeback report. */
    public String adminKey() {
        return secrets.admin();
    }

    /** What the nodes send to the simulators as their credential. */
    public String backendKey() {
        return secrets.backend();
    }

    /** A key of a tenant of the demo catalog. */
    public String key(String tenant) {
        return secrets.of(tenant)
                .orElseThrow(() -> new NoSuchElementException("there is no tenant " + tenant))
                .key();
    }

    /** Calls {@code listener} with the name of every process that ends from now on, wanted or not. */
    public void onEnd(Consumer<String> listener) {
        processes.services().forEach(service -> service.onEnd(() -> listener.accept(service.name())));
    }

    /** What {@code status --json} prints. */
    public ClusterStatus status() {
        return processes.status(new ClusterStatus.Keys(secrets.admin(), tenantKeys()));
    }

    private Map<String, String> tenantKeys() {
        return secrets.tenants().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().key(),
                        (first, second) -> first,
                        java.util.LinkedHashMap::new));
    }

    /** Stops every process, nodes first and servers last, and gives up the state directory. Idempotent. */
    @Override
    public void close() {
        if (claim.isValid()) {
            state.clearStatus();
            processes.stop();
            StateDirectory.release(claim);
        }
    }
}
