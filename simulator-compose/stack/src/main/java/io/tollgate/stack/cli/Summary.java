package io.tollgate.stack.cli;

import io.tollgate.stack.state.ClusterStatus;
import java.util.ArrayList;
import java.util.List;

/** A running cluster in words: where everything is, and two calls to try. */
final class Summary {

    private static final String TENANT = "contoso";

    private Summary() {}

    /** The addresses, without secrets but for the keys that people need. */
    static String of(ClusterStatus status) {
        var lines = new ArrayList<String>();
        status.nodes().forEach(node -> lines.add(line("gateway " + node.name(), node.url())));
        lines.add(line("admin API", status.quotaService().url() + "/admin/v1  (OpenAPI at /q/openapi)"));
        lines.add(line("chargeback", status.usageConsumer().url() + "/chargeback  (API at /usage/v1)"));
        status.simulators()
                .forEach(simulator -> lines.add(
                        line("backend " + simulator.name(), simulator.url() + "  (" + simulator.capacity() + ")")));
        lines.add(line("admin key", status.keys().admin()));
        status.keys().tenants().forEach((tenant, key) -> lines.add(line("key of " + tenant, key)));
        return String.join("\n", lines);
    }

    /** A plain and a streaming call that work as printed. */
    static List<String> calls(ClusterStatus status) {
        var url = status.nodes().getFirst().url() + "/v1/chat/completions";
        var key = status.keys().tenants().get(TENANT);
        return List.of(
                call("curl", url, key, "\"max_tokens\":60"),
                call("curl -N", url, key, "\"max_tokens\":60,\"stream\":true"));
    }

    private static String call(String curl, String url, String key, String more) {
        return curl + " " + url + " -H 'Authorization: Bearer " + key + "' -H 'Content-Type: application/json'"
                + " -d '{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]," + more
                + "}'";
    }

    private static String line(String name, String what) {
        return "  %-18s %s".formatted(name, what);
    }
}
