package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.calls.Answer;
import io.tollgate.scenarios.calls.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What finance reads at the usage consumer. Thread-safe. */
public final class Reports {

    private final Api api;

    Reports(Api api) {
        this.api = api;
    }

    /** Tokens in the chargeback report of {@code tenant}, by the values of {@code dimension}. */
    public Map<String, Usage> tokensBy(String dimension, String tenant) {
        Map<String, Usage> tokens = new TreeMap<>();
        for (JsonNode row : rows(dimension, tenant)) {
            tokens.put(
                    row.path(dimension).asText(),
                    new Usage(
                            row.path("inputTokens").asLong(),
                            row.path("outputTokens").asLong()));
        }
        return tokens;
    }

    /** The rows of the chargeback report of {@code tenant} by these dimensions, a comma between them. */
    public List<JsonNode> rowsBy(String dimensions, String tenant) {
        List<JsonNode> all = new ArrayList<>();
        rows(dimensions, tenant).forEach(all::add);
        return all;
    }

    /** Records that the usage consumer has put aside since the topic was made. */
    public long deadLetters() {
        return api.get("/usage/v1/status").path("deadLetters").asLong(-1);
    }

    /** Records that the usage consumer has still to read; -1 when Kafka does not answer. */
    public long lag() {
        return api.get("/usage/v1/status").path("lag").asLong(-1);
    }

    /** The one row of {@code tenant}, or a missing node. */
    public JsonNode row(String tenant) {
        return rows("tenant", tenant).path(0);
    }

    /** The tokens of {@code tenant}. */
    public Usage tokens(String tenant) {
        return tokensBy("tenant", tenant).getOrDefault(tenant, Usage.NONE);
    }

    /** The report of {@code tenant} as CSV. */
    public String csv(String tenant) {
        return api.caller()
                .get("/usage/v1/chargeback?groupBy=tenant&format=csv&tenant=" + tenant)
                .text();
    }

    /** The event of a request, once it has arrived. */
    public Optional<JsonNode> event(String requestId) {
        Answer answer = api.caller().get("/usage/v1/requests/" + requestId);
        return answer.status() == 200 ? Optional.of(answer.json()) : Optional.empty();
    }

    /** What the backend counted in these whole hours, of which the answer says how much is in no event. */
    public JsonNode reconcile(String deployment, Instant from, Instant to, long requests, Usage counted) {
        var count = Map.of(
                "deployment",
                deployment,
                "source",
                "simulator",
                "from",
                from.toString(),
                "to",
                to.toString(),
                "requests",
                requests,
                "inputTokens",
                counted.input(),
                "outputTokens",
                counted.output());
        api.put("/usage/v1/backend-counts", Map.of("counts", List.of(count)));
        for (JsonNode each :
                api.get("/usage/v1/reconciliation?from=" + from + "&to=" + to).path("deployments")) {
            if (each.path("deployment").asText().equals(deployment)) {
                return each.path("difference");
            }
        }
        throw new AssertionError("nothing is known of " + deployment);
    }

    private JsonNode rows(String dimension, String tenant) {
        return api.get("/usage/v1/chargeback?groupBy=" + dimension + "&tenant=" + tenant)
                .path("rows");
    }
}
