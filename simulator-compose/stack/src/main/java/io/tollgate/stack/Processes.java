package io.tollgate.stack;

import io.tollgate.stack.backing.Backing;
import io.tollgate.stack.process.ProcessIdentity;
import io.tollgate.stack.servers.KafkaServer;
import io.tollgate.stack.servers.PostgresServer;
import io.tollgate.stack.servers.RedisServer;
import io.tollgate.stack.servers.Server;
import io.tollgate.stack.service.ServiceProcess;
import io.tollgate.stack.state.ClusterStatus;
import io.tollgate.stack.state.RecordedProcesses;
import io.tollgate.stack.state.RecordedProcesses.Entry;
import io.tollgate.stack.state.StateDirectory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What has been started so far, written down as it starts: a supervisor that is killed halfway leaves a record of all its
 * children. Thread-safe.
 */
final class Processes {

    static final String QUOTA_SERVICE = "quota-service";
    static final String USAGE_CONSUMER = "usage-consumer";

    private final StateDirectory state;
    private final int nodeCount;
    private final Map<String, ServiceProcess> services = new TreeMap<>();
    private Backing<RedisServer> redis;
    private Backing<KafkaServer> kafka;
    private Backing<PostgresServer> postgres;

    Processes(StateDirectory state, int nodeCount) {
        this.state = state;
        this.nodeCount = nodeCount;
        record();
    }

    static String nodeName(int index) {
        return "node-" + (index + 1);
    }

    synchronized void add(ServiceProcess service) {
        services.put(service.name(), service);
        record();
    }

    synchronized void addRedis(Backing<RedisServer> started) {
        redis = started;
        record();
    }

    synchronized void addKafka(Backing<KafkaServer> started) {
        kafka = started;
        record();
    }

    synchronized void addPostgres(Backing<PostgresServer> started) {
        postgres = started;
        record();
    }

    synchronized Backing<RedisServer> redis() {
        return redis;
    }

    synchronized Backing<KafkaServer> kafka() {
        return kafka;
    }

    synchronized Backing<PostgresServer> postgres() {
        return postgres;
    }

    synchronized ServiceProcess service(String name) {
        return services.get(name);
    }

    synchronized List<ServiceProcess> nodes() {
        return present(IntStream.range(0, nodeCount).mapToObj(Processes::nodeName));
    }

    synchronized List<ServiceProcess> simulators() {
        return present(SimulatedBackend.DEMO.stream().map(SimulatedBackend::name));
    }

    synchronized Collection<ServiceProcess> services() {
        return List.copyOf(services.values());
    }

    private List<ServiceProcess> present(Stream<String> names) {
        return names.map(services::get).filter(Objects::nonNull).toList();
    }

    /** Nodes first, so that what they still have to say is heard; then what hears it; servers last. */
    void stop() {
        stopAll(nodes());
        stopAll(simulators());
        stopAll(present(Stream.of(QUOTA_SERVICE, USAGE_CONSUMER)));
        Stream.of(redis(), kafka(), postgres())
                .filter(Objects::nonNull)
                .parallel()
                .forEach(Backing::stop);
        state.write(RecordedProcesses.NONE);
    }

    private static void stopAll(List<ServiceProcess> group) {
        group.parallelStream().forEach(ServiceProcess::stop);
    }

    private synchronized void record() {
        var children = new ArrayList<Entry>();
        services.values().forEach(service -> service.identity()
                .map(identity -> Entry.of(service.name(), identity))
                .ifPresent(children::add));
        addEntry(children, "redis", redis);
        addEntry(children, "kafka", kafka);
        addEntry(children, "postgres", postgres);
        var supervisor = ProcessIdentity.of(ProcessHandle.current().pid())
                .map(identity -> Entry.of("supervisor", identity))
                .orElse(null);
        state.write(new RecordedProcesses(supervisor, children));
    }

    private static void addEntry(List<Entry> entries, String name, Backing<? extends Server> backing) {
        Optional.ofNullable(backing)
                .flatMap(Backing::identity)
                .map(identity -> Entry.of(name, identity))
                .ifPresent(entries::add);
    }

    ClusterStatus status(ClusterStatus.Keys keys) {
        return new ClusterStatus(
                nodes().stream().map(Processes::node).toList(),
                service(service(QUOTA_SERVICE)),
                service(service(USAGE_CONSUMER)),
                SimulatedBackend.DEMO.stream()
                        .map(backend -> simulator(backend, service(backend.name())))
                        .toList(),
                new ClusterStatus.Store(redis().url(), redis().pid().orElse(null)),
                new ClusterStatus.Broker(kafka().url(), kafka().pid().orElse(null)),
                new ClusterStatus.Store(postgres().url(), postgres().pid().orElse(null)),
                keys);
    }

    private static ClusterStatus.Node node(ServiceProcess process) {
        return new ClusterStatus.Node(
                process.name(),
                process.url().toString(),
                process.pid(),
                process.log().toString());
    }

    private static ClusterStatus.Service service(ServiceProcess process) {
        return new ClusterStatus.Service(
                process.url().toString(), process.pid(), process.log().toString());
    }

    private static ClusterStatus.Simulator simulator(SimulatedBackend backend, ServiceProcess process) {
        return new ClusterStatus.Simulator(
                backend.name(),
                process.url().toString(),
                backend.capacity(),
                process.pid(),
                process.log().toString());
    }
}
