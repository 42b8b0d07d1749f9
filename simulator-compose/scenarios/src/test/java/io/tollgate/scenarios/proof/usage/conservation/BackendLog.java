package io.tollgate.scenarios.proof.usage.conservation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Usage;
import io.tollgate.scenarios.stand.Backend;
import io.tollgate.scenarios.stand.Stand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the backends have served, request by request.
 *
 * @param byReference what reached backends for each reference
 * @param missing requests that the backends' counters have and their logs do not
 */
record BackendLog(Map<String, List<Served>> byReference, long missing) {

    /**
     * A request that reached a backend.
     *
     * @param backend its name
     * @param ending {@code completed}, {@code cut} and so on
     * @param tokens real ones, up to where it ended
     */
    record Served(String backend, String ending, Usage tokens) {

        boolean completed() {
            return ending.equals("completed");
        }
    }

    /** Of these tenants. */
    static BackendLog read(Stand stand, Set<String> tenants) {
        Map<String, List<Served>> byReference = new HashMap<>();
        long missing = 0;
        for (Backend backend : stand.backends().all()) {
            for (String tenant : tenants) {
                List<JsonNode> requests = backend.requests(tenant);
                missing += Math.max(0, backend.ended(tenant) - requests.size());
                for (JsonNode request : requests) {
                    byReference
                            .computeIfAbsent(reference(request), any -> new ArrayList<>())
                            .add(served(backend, request));
                }
            }
        }
        return new BackendLog(byReference, missing);
    }

    private static String reference(JsonNode request) {
        return request.path("headers").path(Ask.REFERENCE_HEADER).path(0).asText();
    }

    private static Served served(Backend backend, JsonNode request) {
        return new Served(
                backend.name(),
                request.path("ending").asText(),
                new Usage(
                        request.path("promptTokens").asLong(),
                        request.path("completionTokens").asLong()));
    }

    /** The whole answer to this request that the backend of this name gave. */
    Optional<Served> whole(String reference, String backend) {
        return byReference.getOrDefault(reference, List.of()).stream()
                .filter(served -> served.completed() && served.backend().equals(backend))
                .findFirst();
    }
}
