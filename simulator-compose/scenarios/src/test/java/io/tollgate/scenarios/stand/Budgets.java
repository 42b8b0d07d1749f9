package io.tollgate.scenarios.stand;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.scenarios.stand.watch.AlertReceiver;
import java.time.Instant;
import java.util.Map;

/** Budgets: what finance sets at the quota service, and how they stand at the usage consumer. Thread-safe. */
public final class Budgets {

    private static final String BUDGETS = "/admin/v1/budgets/";

    private final Api quotas;
    private final Api usage;
    private final AlertReceiver alerts;

    Budgets(Api quotas, Api usage, AlertReceiver alerts) {
        this.quotas = quotas;
        this.usage = usage;
        this.alerts = alerts;
    }

    /** Makes or changes a budget of so many US dollars a month. */
    public void set(String id, String scope, String target, String amount) {
        quotas.put(
                BUDGETS + id,
                Map.of(
                        "name", id,
                        "scope", scope,
                        "target", target,
                        "amount", amount,
                        "currency", "USD",
                        "period", "month"));
    }

    /** Takes it away. */
    public void remove(String id) {
        quotas.delete(BUDGETS + id);
    }

    /** Says in the usage consumer's place that it is spent; in force on every node when this returns. */
    public void stop(String id, Instant until) {
        quotas.put(BUDGETS + id + "/stop?wait=applied", Map.of("until", until.toString()));
    }

    /** How it stands. */
    public JsonNode standing(String id) {
        for (JsonNode budget : usage.get("/usage/v1/budgets")) {
            if (budget.path("id").asText().equals(id)) {
                return budget;
            }
        }
        throw new AssertionError("there is no budget " + id);
    }

    /** Who is told of them. */
    public AlertReceiver alerts() {
        return alerts;
    }
}
