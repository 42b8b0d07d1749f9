package io.tollgate.simulator.deployment;

import io.tollgate.simulator.config.DeploymentConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All deployments of a simulator, by name; the set is fixed. Safe for many threads. */
public final class Deployments {
    private final Map<String, Deployment> byName;

    /** Starts them with empty windows. */
    public Deployments(List<DeploymentConfig> configured, long nowMicros) {
        Map<String, Deployment> all = new LinkedHashMap<>();
        configured.forEach(each -> all.put(each.name(), new Deployment(each, nowMicros)));
        byName = Collections.unmodifiableMap(all);
    }

    /** The one of this name. */
    public Optional<Deployment> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All, as configured. */
    public Collection<Deployment> all() {
        return byName.values();
    }
}
