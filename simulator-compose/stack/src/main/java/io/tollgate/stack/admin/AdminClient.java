package io.tollgate.stack.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Calls the quota service's admin API. Thread-safe. */
public final class AdminClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int FIRST_ERROR = 400;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI base;
    private final String key;

    /**
     * @param base the quota service's scheme, host and port
     * @param key the admin key
     */
    public AdminClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Makes the catalog equal to a YAML document. @return the catalog's new version */
    public long applyCatalog(String yaml) {
        return call("PUT", "/admin/v1/catalog", "application/yaml", yaml)
                .path("version")
                .asLong();
    }

    /** Makes a key for {@code tenant}. @return its document, with the key itself in the field {@code key} */
    public JsonNode createKey(String tenant, String application) {
        return post("/admin/v1/tenants/" + tenant + "/keys", Map.of("application", application));
    }

    /** @throws AdminCallException when the answer is not a success, as for all calls */
    public JsonNode get(String path) {
        return call("GET", path, null, null);
    }

    /** Sends {@code body} as JSON. */
    public JsonNode put(String path, Object body) {
        return call("PUT", path, "application/json", text(body));
    }

    /** Sends {@code body} as JSON. */
    public JsonNode post(String path, Object body) {
        return call("POST", path, "application/json", text(body));
    }

    /** Deletes; answers what the service says, or a missing node. */
    public JsonNode delete(String path) {
        return call("DELETE", path, null, null);
    }

    private JsonNode call(String method, String path, String type, String body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new AdminCallException(method + " " + path, response.statusCode(), response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the quota service did not answer " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling the quota service", e);
        }
    }

    private String text(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
