package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What an administrator does at the quota service. Thread-safe. */
public final class Administration {

    private static final String CATALOG = "/admin/v1/";
    private static final String TENANTS = "/admin/v1/tenants/";
    private static final String APPLIED = "?wait=applied";

    private final Api api;
    private final AtomicInteger tenants = new AtomicInteger();

    Administration(Api api) {
        this.api = api;
    }

    /** Makes a tenant with these limits and a key, in force on every node when this returns. */
    public Tenant newTenant(String name, Limit... limits) {
        return newTenant(name, Map.of("limits", List.of(limits)), List.of());
    }

    /** Makes a tenant with these fields on top of what every tenant has, and a key with these limits, in the same manner. */
    public Tenant newTenant(String name, Map<String, Object> fields, List<Limit> keyLimits) {
        String id = name + "-" + ProcessHandle.current().pid() + "-" + tenants.incrementAndGet();
        Map<String, Object> document = new LinkedHashMap<>(fields);
        document.put("name", name);
        document.put("costCentre", "cc-" + name);
        api.put(TENANTS + id + APPLIED, document);
        Map<String, Object> keyDocument = new LinkedHashMap<>();
        keyDocument.put("application", name);
        if (!keyLimits.isEmpty()) {
            keyDocument.put("limits", keyLimits);
        }
        JsonNode key = api.post(TENANTS + id + "/keys" + APPLIED, keyDocument);
        return new Tenant(id, key.path("id").asText(), key.path("key").asText());
    }

    /**
     * Makes a deployment at {@code backend} and a route to it, both of which go when the route is closed. The backend is
     * called in OpenAI's manner, with the credential that nodes have for the simulators.
     */
    public TestRoute routeTo(URI backend) {
        int number = tenants.incrementAndGet();
        return route(backend, new TestRoute(api, "model-" + number, "recorder-" + number, "deployed-" + number), null);
    }

    /** The same for what {@code backend} calls {@code deployedModel}, which is also the name that prices refer to. */
    public TestRoute routeTo(Backend backend, String deployedModel) {
        int number = tenants.incrementAndGet();
        return route(
                backend.url(), new TestRoute(api, "model-" + number, "only-" + number, deployedModel), deployedModel);
    }

    /** Makes a route to deployments that there are, in this order and in turn; it goes when it is closed, they stay. */
    public TestRoute routeOver(List<String> deployments) {
        var route = new TestRoute(api, "model-" + tenants.incrementAndGet(), "", "");
        route.order(deployments);
        return route;
    }

    /** Makes a product without limits. */
    public void newProduct(String id) {
        api.put("/admin/v1/products/" + id, Map.of("name", id));
    }

    /** Makes a price for this model, of which input costs nothing, and waits until nodes have it. */
    public void priceOutput(String model, String perMillion) {
        api.put(
                "/admin/v1/prices/" + model + APPLIED,
                Map.of("model", model, "currency", "USD", "inputPerMillion", "0", "outputPerMillion", perMillion));
    }

    /** A route with deployments of its own, to be put together. */
    public RouteDraft newRoute() {
        return new RouteDraft(api, credential(), tenants.incrementAndGet());
    }

    /** What the nodes have for the simulators. */
    private String credential() {
        return api.get("/admin/v1/deployments")
                .path("items")
                .path(0)
                .path("credential")
                .asText();
    }

    private TestRoute route(URI backend, TestRoute route, String pricedModel) {
        String credential = credential();
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
                        pricedModel == null ? route.model() : pricedModel,
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

    /** A document of the catalog, for example {@code deployments/ptu-1}. */
    public JsonNode document(String resource) {
        return api.get(CATALOG + resource);
    }

    /** Puts a document of the catalog, in force on every node when this returns. */
    public void putDocument(String resource, Object document) {
        api.put(CATALOG + resource + APPLIED, document);
    }

    /** Takes a document out of the catalog. */
    public void deleteDocument(String resource) {
        api.delete(CATALOG + resource);
    }

    /** Makes a key for a tenant that there is, in the same manner. */
    public Tenant newKey(String tenant, String application) {
        JsonNode key = api.post(TENANTS + tenant + "/keys" + APPLIED, Map.of("application", application));
        return new Tenant(tenant, key.path("id").asText(), key.path("key").asText());
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

    /** What Redis holds of the tenant's limit of this name, for example {@code tenant:token-quota:day}. */
    public JsonNode level(Tenant tenant, String limit) {
        for (JsonNode level : usage(tenant).path("limits")) {
            if (level.path("limit").asText().equals(limit)) {
                return level;
            }
        }
        throw new AssertionError("there is no " + limit + " in " + usage(tenant));
    }

    /** What Redis holds of the tenant. */
    public JsonNode usage(Tenant tenant) {
        return api.get(TENANTS + tenant.id() + "/usage");
    }
}
