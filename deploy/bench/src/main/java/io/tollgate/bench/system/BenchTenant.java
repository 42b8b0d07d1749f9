package io.tollgate.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * A tenant for the benchmark alone, with limits on tenant and key that no run reaches, and a route to one deployment.
 * What was there before is not touched; {@link #close} takes the key back.
 */
final class BenchTenant implements AutoCloseable {

    /** Id of the tenant and name of the route. */
    static final String NAME = "bench";

    private static final String LIMITS = """
            [{"kind":"tokens-per-minute","perMinute":100000000000},{"kind":"requests-per-minute","perMinute":100000000}]""";

    private final JsonClient admin;
    private final String keyId;
    private final String key;

    private BenchTenant(JsonClient admin, String keyId, String key) {
        this.admin = admin;
        this.keyId = keyId;
        this.key = key;
    }

    /** Makes tenant, key and route, and returns when every node has them. */
    static BenchTenant create(URI quotaService, String adminKey, String deploymentId) throws IOException {
        var admin = new JsonClient(quotaService, Map.of("authorization", "Bearer " + adminKey));
        admin.call(
                "PUT",
                "/admin/v1/routes/" + NAME,
                "{\"maxOutputTokens\":1000,\"tiers\":[{\"deployments\":[\"" + deploymentId + "\"]}]}");
        admin.call(
                "PUT",
                "/admin/v1/tenants/" + NAME,
                "{\"name\":\"Benchmark\",\"costCentre\":\"benchmark\",\"limits\":" + LIMITS + "}");
        JsonNode made = admin.call(
                "POST",
                "/admin/v1/tenants/" + NAME + "/keys?wait=applied",
                "{\"application\":\"benchmark\",\"limits\":" + LIMITS + "}");
        return new BenchTenant(admin, made.path("id").asText(), made.path("key").asText());
    }

    /** The secret; never printed. */
    String key() {
        return key;
    }

    /** Public; stands in events and reports. */
    String keyId() {
        return keyId;
    }

    @Override
    public void close() throws IOException {
        admin.call("DELETE", "/admin/v1/tenants/" + NAME + "/keys/" + keyId, "");
    }
}
