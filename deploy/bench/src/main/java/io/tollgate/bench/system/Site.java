package io.tollgate.bench.system;

import java.util.List;

/**
 * The stack that is measured: a simulator, a gateway node in front of it with everything on, and the servers they need.
 *
 * @param direct to the simulator
 * @param tollgate through the node
 * @param backend how the simulator is asked to behave
 * @param loadPids of everything that runs and is not the node: simulator, Redis, Kafka and the rest
 */
public record Site(Target direct, Target tollgate, Backend backend, List<Long> loadPids) {

    public Site {
        loadPids = List.copyOf(loadPids);
    }
}
