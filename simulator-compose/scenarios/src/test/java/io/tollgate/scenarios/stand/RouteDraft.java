package io.tollgate.scenarios.stand;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A route with deployments of its own, for one test, before it is in the catalog. Used by one thread. */
public final class RouteDraft {

    private final Api api;
    private final String credential;
    private final int number;
    private final Map<String, Map<String, Object>> deployments = new LinkedHashMap<>();
    private final List<Map<String, Object>> tiers = new ArrayList<>();
    private final Map<String, Object> fields = new LinkedHashMap<>();

    RouteDraft(Api api, String credential, int number) {
        this.api = api;
        this.credential = credential;
        this.number = number;
    }

    /** A deployment of {@code deployedModel} at {@code url}, called in OpenAI's manner, with these fields beside or instead of the usual. */
    public RouteDraft deployment(String name, URI url, String deployedModel, Map<String, Object> more) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("url", url.toString());
        document.put("api", "OPENAI");
        document.put("deployedModel", deployedModel);
        document.put("model", deployedModel);
        document.put("capacity", "payg");
        document.put("region", "test");
        document.put("credential", credential);
        document.putAll(more);
        deployments.put(name, document);
        return this;
    }

    /** The same, as usual. */
    public RouteDraft deployment(String name, URI url, String deployedModel) {
        return deployment(name, url, deployedModel, Map.of());
    }

    /** A tier of these deployments, after those before; {@code more} are further fields of a tier, weights by short names. */
    public RouteDraft tier(Map<String, Object> more, String... names) {
        Map<String, Object> tier = new LinkedHashMap<>(more);
        tier.put("deployments", List.of(names).stream().map(this::id).toList());
        if (more.get("weights") instanceof Map<?, ?> weights) {
            Map<String, Object> byId = new LinkedHashMap<>();
            weights.forEach((name, weight) -> byId.put(id((String) name), weight));
            tier.put("weights", byId);
        }
        tiers.add(tier);
        return this;
    }

    /** A tier whose deployments take turns. */
    public RouteDraft tier(String... names) {
        return tier(Map.of(), names);
    }

    /** A further field of the route. */
    public RouteDraft with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    /** Puts it into the catalog; in force on every node when this returns. */
    public TieredRoute open() {
        deployments.forEach((name, document) -> api.put("/admin/v1/deployments/" + id(name), document));
        String model = "tiered-" + number;
        Map<String, Object> route = new LinkedHashMap<>(fields);
        route.put("tiers", tiers);
        api.put("/admin/v1/routes/" + model + "?wait=applied", route);
        return new TieredRoute(api, model, number, List.copyOf(deployments.keySet()));
    }

    private String id(String name) {
        return TieredRoute.id(name, number);
    }
}
