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
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody whom a cluster tells of budgets: takes every call and remembers it. Thread-safe. */
public final class AlertReceiver implements AutoCloseable {

    private static final String SECRET = "alerts-of-scenarios";

    private static final Pattern SIGNATURE = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");
    private static final long MOST_AGE_SECONDS = 60;

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    /**
     * One call.
     *
     * @param id the alert's
     * @param isSigned whether its signature is that of its body and was made just now
     * @param message what it said
     */
    public record Told(String id, boolean isSigned, JsonNode message) {}

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
        told.add(new Told(headers.getFirst("ce-id"), isSigned(signature, body), Json.read(body)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** As {@code docs/budgets.md} tells receivers to check it. */
    private static boolean isSigned(String signature, String body) {
        Matcher parts = SIGNATURE.matcher(signature == null ? "" : signature);
        if (!parts.matches()) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] wanted = mac.doFinal((parts.group(1) + "." + body).getBytes(StandardCharsets.UTF_8));
            long age = Clock.systemUTC().millis() / 1_000 - Long.parseLong(parts.group(1));
            return HexFormat.of().formatHex(wanted).equals(parts.group(2)) && Math.abs(age) <= MOST_AGE_SECONDS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot check a signature", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
