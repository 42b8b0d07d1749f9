package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.scenarios.calls.Json;
import java.util.List;

/** A route of one test with deployments of its own; closing it takes all of it out of the catalog. */
public final class TieredRoute implements AutoCloseable {

    private static final String DEPLOYMENTS = "/admin/v1/deployments/";

    private final Api api;
    private final String model;
    private final int number;
    private final List<String> names;

    TieredRoute(Api api, String model, int number, List<String> names) {
        this.api = api;
        this.model = model;
        this.number = number;
        this.names = names;
    }

    static String id(String name, int number) {
        return name + "-r" + number;
    }

    /** The name that callers use. */
    public String model() {
        return model;
    }

    /** The id of the deployment of this short name, as headers and events have it. */
    public String id(String name) {
        return id(name, number);
    }

    /** Changes one field of a deployment; in force on every node when this returns. */
    public void change(String name, String field, Object value) {
        ObjectNode document = (ObjectNode) api.get(DEPLOYMENTS + id(name));
        document.set(field, Json.read(Json.write(value)));
        api.put(DEPLOYMENTS + id(name) + "?wait=applied", document);
    }

    /** What the nodes and the ledger say of a deployment now. */
    public JsonNode state(String name) {
        return api.get(DEPLOYMENTS + id(name) + "/state");
    }

    @Override
    public void close() {
        api.delete("/admin/v1/routes/" + model);
        names.forEach(name -> api.delete(DEPLOYMENTS + id(name)));
    }
}
