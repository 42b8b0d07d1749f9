package io.tollgate.usage.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The quota service's budgets, and somebody who is told of alerts. Tests reach both by HTTP: {@code PUT /admin/v1/budgets/<id>} sets
 * a budget, {@code GET /webhook} answers what was told, {@code PUT /webhook?refuse=<budget>} refuses the
 * next two of a budget.
 */
final class BudgetStandIn {

    /** By what calls of the webhook are signed. */
    static final String SECRET = "webhook-secret";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> budgets = new TreeMap<>();
    private final List<ObjectNode> told = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refusals = new HashMap<>();

    void register(HttpServer server) {
        server.createContext("/admin/v1/budgets", exchange -> {
            String text = budgets(exchange);
            exchange.getResponseHeaders().set("etag", tag(text));
            answer(exchange, text);
        });
        server.createContext("/webhook", this::webhook);
    }

    private synchronized String budgets(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.length == 4) {
            ObjectNode list = JSON.createObjectNode();
            budgets.values().forEach(list.putArray("items")::add);
            return list.toString();
        }
        if (path.length == 5 && exchange.getRequestMethod().equals("GET")) {
            return budgets.get(path[4]).toString();
        }
        if (path.length == 5 && exchange.getRequestMethod().equals("DELETE")) {
            return budgets.remove(path[4]).toString();
        }
        if (path.length == 5) {
            ObjectNode budget = (ObjectNode) JSON.readTree(body);
            ObjectNode known = budgets.put(path[4], budget);
            if (known != null && known.has("stoppedUntil")) {
                budget.set("stoppedUntil", known.get("stoppedUntil"));
            }
            return budget.toString();
        }
        ObjectNode budget = budgets.get(path[4]);
        if (!tag(budget.toString()).equals(exchange.getRequestHeaders().getFirst("if-match"))) {
            throw new IOException("a stop for another budget than the one that was read");
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            budget.remove("stoppedUntil");
        } else {
            budget.set("stoppedUntil", JSON.readTree(body).get("until"));
        }
        return budget.toString();
    }

    private static String tag(String text) {
        return "\"" + text.hashCode() + "\"";
    }

    private void webhook(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "GET" -> answer(exchange, told.toString());
            case "PUT" -> {
                refuse(exchange.getRequestURI().getQuery().substring("refuse=".length()));
                answer(exchange, "{}");
            }
            default -> tell(exchange, new String(body, UTF_8));
        }
    }

    private synchronized void refuse(String budget) {
        refusals.put("/tollgate/budgets/" + budget, 2);
    }

    private synchronized void tell(HttpExchange exchange, String body) throws IOException {
        String of = exchange.getRequestHeaders().getFirst("ce-source");
        boolean refused = refusals.getOrDefault(of, 0) > 0;
        refusals.computeIfPresent(of, (source, left) -> left - 1);
        ObjectNode call = JSON.createObjectNode().put("body", body).put("refused", refused);
        exchange.getRequestHeaders()
                .forEach((name, values) -> call.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        told.add(call);
        exchange.sendResponseHeaders(refused ? 503 : 204, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
