package io.tollgate.scenarios.stand.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tollgate.scenarios.calls.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody whom a cluster tells of budgets: takes every call and remembers it. Thread-safe. */
public final class AlertReceiver implements AutoCloseable {

    private static final String SECRET = "alerts-of-scenarios";

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    /**
     * One call.
     *
     * @param id the alert's
     * @param signature empty when it had none
     * @param message what it said
     */
    public record Told(String id, String signature, JsonNode message) {}

    private AlertReceiver(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of the loopback address. */
    public static AlertReceiver start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var receiver = new AlertReceiver(server);
            server.createContext("/alerts", receiver::hear);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a cluster needs to know to tell this one. */
    public Map<String, String> environment() {
        return Map.of(
                "TOLLGATE_ALERT_WEBHOOK_URL",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts",
                "TOLLGATE_ALERT_WEBHOOK_HTTP_ALLOWED",
                "true",
                "TOLLGATE_ALERT_WEBHOOK_SECRET",
                SECRET);
    }

    /** What was told of a budget, in order. */
    public List<Told> of(String budget) {
        return told.stream()
                .filter(call -> call.message().path("budget").asText().equals(budget))
                .toList();
    }

    private void hear(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        String signature = headers.getFirst("x-tollgate-signature");
        told.add(new Told(headers.getFirst("ce-id"), signature == null ? "" : signature, Json.read(body)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
