package io.tollgate.gateway.upstream;

import io.tollgate.catalog.Deployment;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The deployments that refuse a stream because it asks for usage, which the gateway adds and the caller did not ask for.
 * They are not asked for {@value #REMEMBERED_MILLIS} ms; then they are asked again. Thread-safe.
 */
final class UsageRefusals {

    static final long REMEMBERED_MILLIS = 3_600_000;
    private static final int MAX_DEPLOYMENTS = 10_000;

    private final InstantSource clock;
    private final Map<String, Long> untilMillis = new ConcurrentHashMap<>();

    UsageRefusals(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the deployment is to be asked for usage. */
    boolean mayAsk(Deployment deployment) {
        if (untilMillis.isEmpty()) {
            return true;
        }
        Long until = untilMillis.get(deployment.id());
        return until == null || until <= clock.millis();
    }

    /** The deployment has refused to be asked. */
    void add(Deployment deployment) {
        long now = clock.millis();
        if (untilMillis.size() >= MAX_DEPLOYMENTS) {
            untilMillis.values().removeIf(until -> until <= now);
        }
        if (untilMillis.size() < MAX_DEPLOYMENTS) {
            untilMillis.put(deployment.id(), now + REMEMBERED_MILLIS);
        }
    }
}
