package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.scenarios.calls.Json;
import java.util.List;
import java.util.Map;

/** A route of one test to a backend of its own; closing it takes it out of the catalog. */
public final class TestRoute implements AutoCloseable {

    private final Api api;
    private final String model;
    private final String deployment;
    private final String deployedModel;

    TestRoute(Api api, String model, String deployment, String deployedModel) {
        this.api = api;
        this.model = model;
        this.deployment = deployment;
        this.deployedModel = deployedModel;
    }

    /** The name that callers use. */
    public String model() {
        return model;
    }

    /** The deployment's id; empty when the route has none of its own. */
    public String deployment() {
        return deployment;
    }

    /** The name that the backend is asked for. */
    public String deployedModel() {
        return deployedModel;
    }

    /** Says what the deployment can take; in force on every node when this returns. */
    public void limit(Map<String, Object> limits) {
        String path = "/admin/v1/deployments/" + deployment;
        ObjectNode document = (ObjectNode) api.get(path);
        document.set("limits", Json.read(Json.write(limits)));
        api.put(path + "?wait=applied", document);
    }

    /** Sends to these deployments, in this order and in turn; in force on every node when this returns. */
    public void order(List<String> deployments) {
        api.put(
                "/admin/v1/routes/" + model + "?wait=applied",
                Map.of("tiers", List.of(Map.of("deployments", deployments))));
    }

    @Override
    public void close() {
        api.delete("/admin/v1/routes/" + model);
        if (!deployment.isEmpty()) {
            api.delete("/admin/v1/deployments/" + deployment);
        }
    }
}
