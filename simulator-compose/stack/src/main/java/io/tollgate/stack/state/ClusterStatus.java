package io.tollgate.stack.state;

import java.util.List;
import java.util.Map;

/**
 * What {@code status --json} prints. Scripts read it: fields are added, never renamed, moved or removed.
 *
 * <p>A process id is null for a server that was not started here.
 */
public record ClusterStatus(
        List<Node> nodes,
        Service quotaService,
        Service usageConsumer,
        List<Simulator> simulators,
        Store redis,
        Broker kafka,
        Store postgres,
        Keys keys) {

    /** A gateway node. */
    public record Node(String name, String url, long pid, String log) {}

    /** A service of which there is one. */
    public record Service(String url, long pid, String log) {}

    /** A simulated backend; {@code capacity} is {@code ptu} or {@code payg}. */
    public record Simulator(String name, String url, String capacity, long pid, String log) {}

    /** Redis or PostgreSQL; {@code url} carries the credentials. */
    public record Store(String url, Long pid) {
        @Override
        public String toString() {
            return "Store[pid=" + pid + "]";
        }
    }

    /** Kafka. */
    public record Broker(String bootstrapServers, Long pid) {}

    /** The admin key and one key per tenant. */
    public record Keys(String admin, Map<String, String> tenants) {
        @Override
        public String toString() {
            return "Keys[" + tenants.keySet() + "]";
        }
    }
}
