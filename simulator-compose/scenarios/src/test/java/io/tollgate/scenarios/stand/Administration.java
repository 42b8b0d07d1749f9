package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What an administrator does at the quota service. Thread-safe. */
public final class Administration {

    private static final String TENANTS = "/admin/v1/tenants/";
    private static final String APPLIED = "?wait=applied";

    private final Api api;
    private final AtomicInteger tenants = new AtomicInteger();

    Administration(Api api) {
        this.api = api;
    }

    /** Makes a tenant with these limits and a key, in force on every node when this returns. */
    public Tenant newTenant(String name, Limit... limits) {
        String id = name + "-" + ProcessHandle.current().pid() + "-" + tenants.incrementAndGet();
        api.put(TENANTS + id + APPLIED, Map.of("name", name, "costCentre", "cc-" + name, "limits", List.of(limits)));
        JsonNode key = api.post(TENANTS + id + "/keys" + APPLIED, Map.of("application", name));
        return new Tenant(id, key.path("id").asText(), key.path("key").asText());
    }

    /**
     * Makes a deployment at {@code backend} and a route to it, both of which go when the route is closed. The backend is
     * called in OpenAI's manner, with the credential that nodes have for the simulators.
     */
    public TestRoute routeTo(URI backend) {
        String credential = api.get("/admin/v1/deployments")
                .path("items")
                .path(0)
                .path("credential")
                .asText();
        int number = tenants.incrementAndGet();
        var route = new TestRoute(api, "model-" + number, "recorder-" + number, "deployed-" + number);
        api.put(
                "/admin/v1/deployments/" + route.deployment(),
                Map.of(
                        "url",
                        backend.toString(),
                        "api",
                        "OPENAI",
                        "deployedModel",
                        route.deployedModel(),
                        "model",
                        route.model(),
                        "capacity",
                        "payg",
                        "region",
                        "test",
                        "credential",
                        credential));
        api.put(
                "/admin/v1/routes/" + route.model() + APPLIED,
                Map.of("tiers", List.of(Map.of("deployments", List.of(route.deployment())))));
        return route;
    }

    /** Replaces a tenant's limits; returns when the quota service has answered, which is no promise about nodes. */
    public void limit(Tenant tenant, Limit... limits) {
        api.put(TENANTS + tenant.id() + "/limits", List.of(limits));
    }

    /** Revokes the tenant's key, in the same manner. */
    public void revokeKey(Tenant tenant) {
        api.delete(TENANTS + tenant.id() + "/keys/" + tenant.keyId());
    }

    /** How many of the tenant's reservations are open in Redis. */
    public long openReservations(Tenant tenant) {
        return usage(tenant).path("openReservations").asLong(-1);
    }

    /** What Redis holds of the tenant. */
    public JsonNode usage(Tenant tenant) {
        return api.get(TENANTS + tenant.id() + "/usage");
    }
}
