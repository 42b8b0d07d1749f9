package io.tollgate.stack;

import java.util.List;

/**
 * A backend of the demo.
 *
 * @param name of the process, and of its deployment in the demo catalog
 * @param capacity {@code ptu} or {@code payg}
 * @param region what it says of itself
 */
record SimulatedBackend(String name, String capacity, String region) {

    /** One provisioned deployment, and two that are paid by the token. */
    static final List<SimulatedBackend> DEMO = List.of(
            new SimulatedBackend("ptu-1", "ptu", "swedencentral"),
            new SimulatedBackend("payg-1", "payg", "swedencentral"),
            new SimulatedBackend("payg-2", "payg", "francecentral"));

    /** The simulator's deployments, as its configuration file has them. */
    String deployments() {
        var limits = capacity.equals("ptu")
                ? "\"ptu\": {\"tokensPerMinute\": 600000}"
                : "\"tokensPerMinute\": 30000000, \"requestsPerMinute\": 600000";
        return """
                [
                  {"name": "gpt-4o", "model": "gpt-4o", "capacity": "%s", %s,
                   "latency": {"timeToFirstTokenMillis": {"mean": 60, "stdDev": 15}, "perTokenMillis": {"mean": 8, "stdDev": 2}}},
                  {"name": "text-embedding-3-small", "model": "text-embedding-3-small", "capacity": "payg",
                   "tokensPerMinute": 30000000, "requestsPerMinute": 600000}
                ]
                """.formatted(capacity, limits);
    }
}
