package io.tollgate.scenarios.calls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A backend that shows what really arrived, credentials and every byte of the body included, and gives the same answer to
 * all. Thread-safe.
 */
public final class RecordingBackend implements AutoCloseable {

    /** The tokens that every answer reports. */
    public static final Usage USAGE = new Usage(11, 7);

    private static final String ANSWER =
            "{\"id\":\"r\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"recorded\",\"choices\":[{\"index\":0,"
                    + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Recorded.\"}}],"
                    + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}";

    private final HttpServer server;
    private final List<Received> received = new ArrayList<>();

    /**
     * A request as it arrived.
     *
     * @param path with the query
     * @param headers names as received
     * @param body as text
     */
    public record Received(String path, Map<String, List<String>> headers, String body) {}

    private RecordingBackend(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of the loopback address. */
    public static RecordingBackend start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var backend = new RecordingBackend(server);
            server.createContext("/", backend::answer);
            server.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everything that has arrived, in order. */
    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (this) {
            received.add(
                    new Received(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
        }
        var answer = ANSWER.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.getResponseHeaders().set("server", "leaky-server");
        exchange.getResponseHeaders().set("set-cookie", "backend=secret");
        exchange.getResponseHeaders().set("api-key", "backend-secret");
        exchange.getResponseHeaders().set("x-ratelimit-remaining-tokens", "1");
        exchange.getResponseHeaders().set("x-tollgate-deployment", "forged");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
